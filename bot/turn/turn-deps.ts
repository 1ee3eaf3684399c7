import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import type { Links } from '../../cards/kit/links.ts';
import type { CapabilityRouter } from '../../dialogs/engine/router.ts';
import type { Input } from '../../dialogs/engine/turn.ts';
import type { Outbox } from '../../src/application/notifications/outbox.ts';
import type { UserProfiles } from '../../src/application/people/user-profiles.ts';
import type { Clock } from '../../src/application/ports/clock.ts';
import type { Documents } from '../../src/application/ports/documents.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import { inputOf } from '../channel/activity-parser.ts';
import type { PurchaseDeskAdapter } from '../channel/bot-adapter.ts';
import type { CardPageLauncher } from '../http/pages/card-page-launcher.ts';
import type { ChatSignIn } from '../http/sign-in/chat-sign-in.ts';
import type { Metrics } from '../operations/telemetry/metrics.ts';
import type { InterimReplyTimer } from './reply.ts';
import type { Identity } from './user/identity.ts';

export interface BotDeps {
  readonly documents: Documents;
  readonly router: CapabilityRouter;
  readonly overview: SubscriptionOverview;
  readonly userProfiles: UserProfiles;
  readonly identity: Identity;
  /** Sign-in in the chat, where the provider needs a token of each user. */
  readonly chatSignIn: ChatSignIn | undefined;
  readonly pageOpening: CardPageLauncher;
  readonly outbox: Pick<Outbox, 'releaseWaiting'>;
  readonly adapter: Pick<PurchaseDeskAdapter, 'continueConversationAsync'>;
  readonly appId: string;
  readonly organisation: Organisation;
  readonly links: Links;
  readonly log: Logger;
  /** The real time, for durations and expiry; the sandbox's clock may be ahead of it. */
  readonly clock: Clock;
  readonly interimReplyTimer: InterimReplyTimer;
  readonly metrics: Pick<Metrics, 'turns' | 'countThrottled'>;
  /** Called after each turn: it may have left work for the background worker. */
  readonly onTurnEnd: () => void;
}

/** A turn that continues what a user began elsewhere, such as on a page or in a group chat. */
export interface ResumedTurn {
  readonly person: PersonId;
  /** `signed in`: the conversation's state holds what the user asked for before. */
  readonly input: Input | 'signed in';
}

/** Runs a turn in the user's own conversation. Returns whether there is one. */
export type ResumeConversation = (person: PersonId, input: ResumedTurn['input']) => Promise<boolean>;

/** The user's input in a turn: the resumed input, or what the activity says. */
export const inputOfTurn = (activity: Activity, resumed: ResumedTurn | undefined): Input | undefined =>
  resumed?.input === 'signed in' ? undefined : (resumed?.input ?? inputOf(activity));
