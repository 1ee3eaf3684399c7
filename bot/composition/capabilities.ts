import { administrationCapability } from '../../dialogs/capabilities/administration.ts';
import { assignCapability } from '../../dialogs/capabilities/assign/assign.ts';
import { buyCapability } from '../../dialogs/capabilities/buy/buy.ts';
import { cancelCapability } from '../../dialogs/capabilities/cancel.ts';
import { changeCapability } from '../../dialogs/capabilities/change/change.ts';
import { factsCapability } from '../../dialogs/capabilities/facts.ts';
import { helpCapability } from '../../dialogs/capabilities/help.ts';
import { historyCapability } from '../../dialogs/capabilities/history.ts';
import { invoicesCapability } from '../../dialogs/capabilities/invoices.ts';
import { licenceRequestsCapability } from '../../dialogs/capabilities/licence-requests/licence-requests.ts';
import { BUY_VERBS, openProviderPageCapability, PAYMENT_VERBS } from '../../dialogs/capabilities/open-provider-page.ts';
import { paymentsCapability } from '../../dialogs/capabilities/payments/payments.ts';
import { signOutCapability } from '../../dialogs/capabilities/sign-out.ts';
import { subscriptionsCapability } from '../../dialogs/capabilities/subscriptions.ts';
import { teamCapability } from '../../dialogs/capabilities/team.ts';
import type { Capability } from '../../dialogs/engine/capability.ts';
import type { SignedLinks } from '../http/downloads/signed-links.ts';
import { LINK_MINUTES } from '../http/pages/card-links.ts';
import type { Core } from './core.ts';
import type { Notifications } from './notifications.ts';
import type { Services } from './services.ts';
import type { SignIn } from './sign-in.ts';

type CapabilityDeps = Pick<Core, 'rules' | 'baseUrl' | 'isBuyingEnabled' | 'unsupportedVerbs'> &
  Services &
  Notifications & { readonly downloads: SignedLinks; readonly chatSignIn: NonNullable<SignIn['entra']>['chat'] };

/** Everything the bot can do. Add a capability as one line; Help and the app package name it by `help.commands`. */
export function composeCapabilities(deps: CapabilityDeps): readonly Capability[] {
  const { rules, overview, people, catalogue, downloads, chatSignIn } = deps;
  const orders = { orderService: deps.ordering, overview, purchaseApproval: deps.approvals };
  const { requestSubmission, requestDecision } = deps;
  const requests = { requestQueries: deps.requests, requestSubmission, requestDecision, people };
  const adminPage = (locale: string) => `${deps.baseUrl()}admin?${new URLSearchParams({ in: locale })}`;
  return [
    subscriptionsCapability(orders),
    changeCapability(orders, people, rules),
    deps.isBuyingEnabled ? buyCapability(orders, catalogue, rules) : openProviderPageCapability(BUY_VERBS, 'buy'),
    assignCapability(orders, people, rules),
    cancelCapability(orders, rules),
    deps.isBuyingEnabled
      ? paymentsCapability(deps.payments, overview, { minutes: LINK_MINUTES })
      : openProviderPageCapability(PAYMENT_VERBS, 'card-add'),
    factsCapability(orders, deps.ownFacts, catalogue, rules),
    invoicesCapability(deps.invoices, downloads),
    licenceRequestsCapability(requests, orders, catalogue, rules),
    teamCapability(deps.team, rules),
    administrationCapability(deps.administration, deps.failedDeliveries, downloads, adminPage),
    historyCapability(deps.history),
    helpCapability(overview, deps.userProfiles, rules, {
      canSignOut: chatSignIn !== undefined,
      unsupportedVerbs: deps.unsupportedVerbs,
    }),
    ...(chatSignIn ? [signOutCapability((person) => chatSignIn.removeTokens(person))] : []),
  ];
}
