import { FailedDeliveries } from '../../src/application/notifications/failed-deliveries.ts';
import { NotificationComposer } from '../../src/application/notifications/notification-composer.ts';
import { Outbox } from '../../src/application/notifications/outbox.ts';
import { internalError } from '../operations/loggable-error.ts';
import type { Channel } from './channel.ts';
import type { Core } from './core.ts';
import type { Provider } from './provider-types.ts';
import type { Services } from './services.ts';

export type Notifications = ReturnType<typeof composeNotifications>;

/** Composes the outbox, which delivers notifications, and the list of those that failed. */
export function composeNotifications(core: Core, provider: Provider, services: Services, { messenger }: Channel) {
  const { documents, clock, rules, metrics, log, onCorruptDocument } = core;
  const { unattended, directory } = provider;
  const { ordering, requests, requestRepository, preferences, auditLog } = services;
  const shared = { documents, directory, clock };
  const composer = new NotificationComposer({
    ...shared,
    commerce: unattended,
    orderService: ordering,
    requestQueries: requests,
    rules,
  });
  const outbox = new Outbox({
    ...shared,
    sources: { account: unattended, request: requestRepository },
    composer,
    preferences,
    messenger,
    random: Math.random,
    onError: (error) => {
      metrics.countBackgroundError('telling');
      log.error({ error: internalError(error) }, 'a notification could not be processed; it stays due');
    },
  });
  const failedDeliveries = new FailedDeliveries({ ...shared, outbox, log: auditLog, onError: onCorruptDocument });
  return { outbox, failedDeliveries };
}
