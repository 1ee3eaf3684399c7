import { BUY_VERBS, PAYMENT_VERBS } from '../../dialogs/capabilities/open-provider-page.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import { defaultRules, type Rules } from '../../src/domain/common/rules.ts';
import { SandboxClock } from '../../src/providers/sandbox/clock.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import { seedOnce } from '../../src/providers/sandbox/seed-once.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { MemoryRateLimiter } from '../../src/state/memory/memory-rate-limiter.ts';
import { internalError } from '../operations/loggable-error.ts';
import { createSignEntry, readOrCreateSecret } from '../operations/secret.ts';
import { instrumentedDocuments } from '../operations/telemetry/instrumented-documents.ts';
import { Metrics } from '../operations/telemetry/metrics.ts';
import { type Settings, StartError } from '../settings.ts';
import type { Dependencies, TestOverrides } from './dependencies.ts';

export type Core = Awaited<ReturnType<typeof composeCore>>;

/** Composes what everything else builds on: documents, rules, clock, secrets and telemetry. */
export async function composeCore(deps: Dependencies, overrides: TestOverrides) {
  const { settings, organisation, log } = deps;
  const metrics = new Metrics();
  const documents = instrumentedDocuments(deps.documents, metrics);
  const rules = rulesFrom(settings, organisation);
  const sign = await createSignEntry(documents, settings.AUDIT_KEY);
  if (!deps.microsoft365) {
    const createStore = () => new MemoryDocuments();
    await seedOnce(deps.documents, { organisation, rules, sign, clock: deps.clock, createStore });
  }
  const sandboxClock = await SandboxClock.open(documents, deps.clock);
  const terms = termsFrom(settings.POLICY, organisation, overrides.terms);
  const secret = await readOrCreateSecret(documents, 'links', settings.LINK_SECRET);
  const publicUrl = settings.MicrosoftAppId === undefined ? undefined : settings.PUBLIC_URL?.replace(/\/?$/, '/');
  const isBuyingEnabled = settings.BUYING === 'on';
  return {
    settings,
    organisation,
    log,
    metrics,
    documents,
    rateLimiter: deps.rateLimiter ?? new MemoryRateLimiter(settings.MESSAGES_A_MINUTE),
    rules,
    terms,
    /** Signs audit entries. */
    sign,
    /** Signs links and sessions. */
    secret,
    /** The time of purchases, which testers can move on. */
    clock: sandboxClock.now,
    sandboxClock,
    realClock: deps.clock,
    /** The address of the product's own pages, ending in a slash. */
    baseUrl: () => publicUrl ?? deps.baseUrl?.() ?? `http://localhost:${settings.PORT}/`,
    isBuyingEnabled,
    /** The verbs that this edition answers with the provider's own page. */
    unsupportedVerbs: isBuyingEnabled ? [] : [...BUY_VERBS, ...PAYMENT_VERBS],
    onCorruptDocument: (error: unknown) => log.error({ error: internalError(error) }, 'a corrupt document was skipped'),
  };
}

const rulesFrom = ({ APPROVAL_ABOVE: above }: Settings, { terms: { currency } }: Organisation): Rules =>
  above === undefined ? defaultRules : { ...defaultRules, approvalAbove: above * minorUnitsOf(currency) };

/**
 * The terms of purchases: the organisation's, with the policies set for single products (RULES #18).
 * @throws {StartError} when POLICY names unknown products
 */
function termsFrom(policy: Settings['POLICY'], { terms }: Organisation, current = () => terms): () => Terms {
  const unknown = [...(policy?.keys() ?? [])].filter((id) => !terms.products.has(id));
  if (unknown.length > 0) throw new StartError(`POLICY names unknown products: remove ${unknown.join(', ')}`);
  if (!policy) return current;
  return () => ({ ...current(), policy: new Map([...current().policy, ...policy]) });
}
