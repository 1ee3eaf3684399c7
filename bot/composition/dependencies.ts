import type { Logger } from 'pino';
import type { CardRegister } from '../../src/application/ports/card-register.ts';
import type { Clock } from '../../src/application/ports/clock.ts';
import type { Commerce } from '../../src/application/ports/commerce.ts';
import type { Documents } from '../../src/application/ports/documents.ts';
import type { PaymentGateway } from '../../src/application/ports/payment-gateway.ts';
import type { UserRateLimiter } from '../../src/application/runtime/user-rate-limiter.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { MsalTokens } from '../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import type { Settings } from '../settings.ts';
import type { InterimReplyTimer } from '../turn/reply.ts';
import type { Microsoft365Access } from './microsoft365-provider.ts';

/** What the product is composed of. */
export interface Dependencies {
  readonly settings: Settings;
  readonly documents: Documents;
  /** Limits users across all processes; without it, each process limits them by itself. */
  readonly rateLimiter?: UserRateLimiter;
  readonly organisation: Organisation;
  readonly log: Logger;
  /** The real time; the sandbox may be ahead of it. */
  readonly clock: Clock;
  /** The product's own address where PUBLIC_URL is not set, ending in a slash. It is known once the server listens. */
  readonly baseUrl?: () => string;
  /** Access to Microsoft's services, for the provider `microsoft365`. */
  readonly microsoft365?: Microsoft365Access;
  /** The users' tokens for Microsoft's services, which sign-in stores. */
  readonly tokens?: MsalTokens;
  /** Called after each turn. */
  readonly onTurnEnd?: () => void;
}

/** What tests replace; in production each has its default. */
export interface TestOverrides {
  /** Today's prices and taxes, instead of the organisation's. */
  readonly terms?: () => Terms;
  /** The payment gateway, instead of the sandbox's. */
  readonly gateway?: PaymentGateway;
  /** The card register, instead of the sandbox's. */
  readonly cards?: CardRegister;
  /** Wraps the provider. */
  readonly wrapCommerce?: (commerce: Commerce) => Commerce;
  /** Reaches Entra and Bot Framework's keys. */
  readonly fetch?: typeof fetch;
  /** A signal that aborts after so many milliseconds. */
  readonly timeLimit?: (milliseconds: number) => AbortSignal;
  readonly interimReplyTimer?: InterimReplyTimer;
}
