import type { Commerce } from '../../src/application/ports/commerce.ts';
import { spendingActions } from '../../src/domain/common/provider-action.ts';
import { externalError, internalError } from '../operations/loggable-error.ts';
import { instrumented } from '../operations/telemetry/instrumented.ts';
import type { Core } from './core.ts';
import type { Dependencies, TestOverrides } from './dependencies.ts';
import { microsoft365Provider } from './microsoft365-provider.ts';
import type { Provider } from './provider-types.ts';
import { sandboxProvider } from './sandbox-provider.ts';

/** Composes the provider, with metrics on every call to it. */
export function composeProvider(
  deps: Dependencies,
  core: Core,
  { wrapCommerce = (commerce) => commerce, ...overrides }: TestOverrides,
): Provider {
  const provider = chooseProvider(deps, core, overrides);
  const withMetrics = (commerce: Commerce) =>
    instrumented('provider', commerce, (operation, outcome, seconds) =>
      core.metrics.calls.observe({ operation, outcome }, seconds),
    );
  return {
    ...provider,
    commerce: withMetrics(wrapCommerce(provider.commerce)),
    unattended: withMetrics(provider.unattended),
  };
}

/** Microsoft's services where there is access to them, else the sandbox. */
function chooseProvider({ microsoft365, organisation }: Dependencies, core: Core, overrides: TestOverrides): Provider {
  const { log, metrics, isBuyingEnabled } = core;
  const options = { ...core, disabledActions: isBuyingEnabled ? new Set<never>() : spendingActions };
  if (!microsoft365) {
    const onError = (error: unknown) =>
      log.warn({ error: internalError(error) }, 'the payment gateway did not answer; the payment stays open');
    return sandboxProvider(organisation, { ...options, onError }, overrides);
  }
  const onError = (error: unknown) =>
    log.warn({ error: externalError(error) }, 'Microsoft 365 did not answer as expected');
  return microsoft365Provider(microsoft365, { ...options, onError }, metrics);
}
