import type { Strings } from '../en/strings.ts';
import { refusalTextIn } from '../refusal-text.ts';
import { activityHistory } from './activity-history.ts';
import { administration } from './administration.ts';
import { clarify } from './answers/clarify.ts';
import { facts } from './answers/facts.ts';
import { assignments } from './assignments.ts';
import { common } from './common.ts';
import { help } from './help.ts';
import { impersonate } from './impersonate.ts';
import { invoices } from './invoices.ts';
import { language } from './language.ts';
import { licenceRequests } from './licence-requests.ts';
import { messages } from './messages.ts';
import { notifications } from './notifications.ts';
import { orders } from './orders.ts';
import { statements } from './pages/statements.ts';
import { payments } from './payments.ts';
import { refusals } from './refusals.ts';
import { signIn } from './sign-in.ts';
import { subscriptions } from './subscriptions.ts';

/** All strings in Dutch. */
export const strings: Strings = {
  ...common,
  messages,
  subscriptions,
  orders,
  assignments,
  payments,
  invoices,
  licenceRequests,
  notifications,
  administration,
  activityHistory,
  facts,
  help,
  clarify,
  language,
  impersonate,
  signIn,
  statements,
  refusal: refusalTextIn(refusals),
};
