import type { Request, RequestHandler, Response, Server } from 'restify';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import { DELIVERY_RETENTION } from '../../../src/application/notifications/delivery.ts';
import { ORDER_RETENTION } from '../../../src/domain/billing/apply-order.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import type { Settings } from '../../settings.ts';
import { languageOf } from './caller.ts';
import { LINK_MINUTES } from './card-links.ts';
import { sendPage } from './headers.ts';
import { privacyPage, type StatementContent, termsPage } from './statement-page.ts';

export interface StatementOptions {
  readonly settings: Settings;
  readonly rules: Rules;
  readonly links: Translations['links'];
  readonly guards?: readonly RequestHandler[];
}

/** Serves the privacy statement and terms of use that the app's manifest links to, without sign-in. */
export function serveStatements(server: Server, { settings, rules, links, guards = [] }: StatementOptions): void {
  const content: StatementContent = {
    operator: settings.OPERATOR_NAME,
    contact: settings.OPERATOR_CONTACT,
    inTeams: settings.MicrosoftAppId !== undefined,
    microsoft365: settings.PROVIDER === 'microsoft365',
    buys: settings.BUYING === 'on',
    requestDays: rules.requestDays,
    requestMonths: rules.requestMonths,
    windowDays: rules.windowDays,
    keyDays: ORDER_RETENTION / DAY,
    messageDays: DELIVERY_RETENTION / DAY,
    linkMinutes: LINK_MINUTES,
  };
  for (const [path, page] of [
    ['/privacy', privacyPage],
    ['/terms', termsPage],
  ] as const) {
    server.get(path, ...guards, async (req: Request, res: Response) => {
      const { in: language } = Object.fromEntries(new URLSearchParams(req.getQuery()));
      sendPage(res, {}, page(content, translationsFor(language ?? languageOf(req), links)));
    });
  }
}
