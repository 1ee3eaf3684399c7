import type { Translations } from '../../cards/kit/locale.ts';
import { changeForm } from '../../cards/orders/change-form.ts';
import { peopleForm } from '../../cards/orders/people-form.ts';
import type { PeopleSearch } from '../../src/application/people/people-search.ts';
import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { leastRecentlyUsed } from '../../src/domain/subscription/preview-assignment.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import { type Capability, type Handler, startFlow } from '../engine/capability.ts';
import { type PreviousInput, textOf } from '../engine/flow.ts';
import { listHolders } from '../engine/licence-holders.ts';
import { findSubscription, type OrderFlowDeps, orderFlow, receiptResultCard } from '../engine/order-flow.ts';
import { addOffered } from '../engine/people-picker.ts';
import { parseWholeNumber } from '../understanding/number.ts';
import { stripTotalPhrase } from '../understanding/understand.ts';

interface Draft {
  readonly subscription: string;
  readonly total?: number;
  readonly when?: 'renewal';
  /** Wanted below the number assigned: who gives up their licence, once they are picked (RULES #8). */
  readonly reduce?: true;
  readonly people?: readonly string[];
  /** Found by name, to be ticked. */
  readonly looked?: readonly string[];
}

/** No number is longer. */
const LONGEST_READ = 40;

/** A refused answer is shown again as it was typed, but not a book of it. */
const TYPED_SHOWN = 24;

/** Buying more or removing licences by their new total (RULES S3). */
export function changeCapability(orders: OrderFlowDeps, people: PeopleSearch, rules: Rules): Capability {
  const { orderService: ordering } = orders;
  const change: Handler<'change'> = async ({ subscription: id, product, total, delta, typed, page }, turn, dc) => {
    const numbered = total !== undefined || delta !== undefined || typed !== undefined;
    const subscription = id ?? (numbered && !product ? turn.memory.focus : undefined);
    const said = { ...(total !== undefined && { total }), ...(delta !== undefined && { delta }) };
    const looked = { purpose: 'change', verb: 'change', data: said, page } as const;
    const found = await findSubscription(orders, turn, { subscription, product, total, delta }, looked);
    if (!found) return;
    const draft = { subscription: found.subscription, ...(found.total !== undefined && { total: found.total }) };
    const entered = typed ?? (found.total === undefined ? undefined : String(found.total));
    const refusal = typed !== undefined && { kind: 'not-a-number', said: typed, max: rules.maxLicences };
    await startFlow(dc, 'change', draft, {
      ...(entered !== undefined && { fields: { total: entered } }),
      ...(refusal && { refusal }),
    });
  };
  return {
    dialogs: [changeFlow(orders, people, rules)],
    handlers: {
      change,
      keep: ({ subscription }, turn, dc) => change({ verb: 'change', subscription, delta: 0 }, turn, dc),
    },
    async findReceipt({ actor, t }, card) {
      const receipt = await ordering.receiptForKey(actor, card);
      return receipt && receiptResultCard(receipt, t);
    },
  };
}

const changeFlow = (orders: OrderFlowDeps, people: PeopleSearch, rules: Rules) =>
  orderFlow<Draft>(orders, {
    id: 'change',
    forms: [
      {
        isNeeded: ({ total }) => total === undefined,
        async render({ actor, t }, { subscription }, entered) {
          const holding = await orders.orderService.checkAction(actor, subscription, 'change');
          return holding.ok ? ok(changeForm(holding.value, attempt(holding.value, entered, t), t)) : holding;
        },
        parseAnswer: ({ t }, { total }) => {
          const said = textOf(total).trim();
          const count = said.length > LONGEST_READ ? undefined : parseWholeNumber(stripTotalPhrase(said), t.locale);
          return count === undefined
            ? refuse({ kind: 'not-a-number', said: shortened(said), max: rules.maxLicences })
            : ok({ total: count });
        },
        fieldsFromText: (text) => ({ total: text }),
        handlesRefusal: ({ kind }) => explained.includes(kind),
        clearAnswer: ({ subscription }) => ({ subscription }),
      },
      {
        isNeeded: ({ reduce, people: picked }) => reduce === true && picked === undefined,
        async render({ actor, t }, { subscription, total = 0, looked = [] }, { fields, refusal }) {
          const holding = await orders.orderService.checkAction(actor, subscription, 'change');
          if (!holding.ok) return holding;
          const { value } = holding;
          const needed = Math.max(0, value.subscription.assignments.length - total);
          const proposed = leastRecentlyUsed(value.subscription).slice(0, needed);
          const ticked = fields?.people?.split(',') ?? proposed.map(({ person }) => person);
          const { people: says, number, licences } = t;
          return ok(
            peopleForm(
              {
                eyebrow: t.form.eyebrow,
                title: says.reduceTitle,
                caption: `${value.product} · ${licences(number(total), total)}`,
                ...(await listHolders(actor, value, { ticked, looked, people }, t)),
                typed: '',
                everybody: false,
                hint: says.reduceHint(needed),
                summary: says.reduceTitle,
                ...(refusal && { problem: sentence(refusal, t) }),
              },
              t,
            ),
          );
        },
        async parseAnswer({ actor }, fields, { subscription, total = 0, looked = [] }) {
          const holding = await orders.orderService.checkAction(actor, subscription, 'change');
          if (!holding.ok) return holding;
          const { assignments } = holding.value.subscription;
          const has = new Set(assignments.map(({ person }) => person));
          const ticked = textOf(fields.people)
            .split(',')
            .filter((id) => has.has(id));
          const named = await people.match(actor, textOf(fields.find), has);
          const found = [...named.found, ...named.ambiguous.flatMap(({ among }) => among)].filter(({ id }) =>
            has.has(id),
          );
          // Somebody looked up is shown to be ticked first.
          const ids = found.map(({ id }) => id);
          if (ids.length > 0) return ok({ looked: addOffered(looked, ids) });
          const needed = assignments.length - total;
          if (ticked.length < needed) return refuse({ kind: 'not-enough-chosen', chosen: ticked.length, needed });
          return ok({ people: ticked });
        },
        fieldsFromText: (text) => ({ find: text }),
        handlesRefusal: ({ kind }) => kind === 'not-enough-chosen',
        clearAnswer: ({ people: _picked, ...draft }) => draft,
      },
    ],
    applyAlternative: ({ subscription, total }, fields) => {
      const wanted = typeof fields.total === 'number' ? fields.total : total;
      const draft = { subscription, ...(wanted !== undefined && { total: wanted }) };
      return fields.reduce === true ? { ...draft, reduce: true } : { ...draft, when: 'renewal' };
    },
    request: ({ subscription, total = 0, when, people: unassign }) => ({
      act: 'change',
      subscription,
      total,
      ...(when && { when }),
      ...(unassign && { unassign }),
    }),
  });

const sentence = (refusal: Refusal, t: Translations): string => {
  const { title, way } = t.refusal(refusal, t);
  return `${title}. ${way}`;
};

const explained: readonly Refusal['kind'][] = [
  'not-a-number',
  'out-of-range',
  'same-number',
  'already-scheduled',
  'below-assigned',
  'file',
];

/** The form as it was left, with what is wrong in its words and what could be done instead. */
function attempt({ subscription }: SubscriptionDetails, { fields, refusal }: PreviousInput, t: Translations) {
  if (!refusal) return {};
  const { number, form, buttons } = t;
  const typed = fields?.total;
  const shown = typed && /^-?\d{1,12}(\.\d+)?$/.test(typed) ? { typed: Number(typed) } : {};
  const problem = problemIn(refusal, t);
  const atRenewal =
    refusal.kind === 'below-assigned' && subscription.renews && refusal.total < licencesOf(subscription);
  if (refusal.kind === 'below-assigned' && !atRenewal) {
    return { ...shown, problem: form.belowAssignedNoRenewal(refusal.assigned) };
  }
  if (!atRenewal) return { ...shown, problem };
  const { total, assigned } = refusal;
  const count = number(assigned - total);
  return {
    ...shown,
    problem,
    instead: [
      { title: buttons.unassignCount(count), verb: 'instead', data: { reduce: true, total } },
      { title: buttons.atRenewal(number(total)), verb: 'instead', data: { when: 'renewal', total } },
    ],
  };
}

function problemIn(refusal: Refusal, t: Translations): string {
  const { form, number, date } = t;
  switch (refusal.kind) {
    case 'not-a-number':
      return form.notANumber(refusal.said, number(refusal.max));
    case 'out-of-range':
      return refusal.asked === 0
        ? form.zero(number(refusal.max))
        : form.outOfRange(number(refusal.asked), number(refusal.max));
    case 'same-number':
      return form.same(number(refusal.total));
    case 'already-scheduled':
      return form.alreadyScheduled(number(refusal.total), date(refusal.at));
    case 'below-assigned':
      return form.belowAssigned(number(refusal.total), refusal.assigned);
    case 'file':
      return form.file;
    default:
      return t.refusal(refusal, t).title;
  }
}

const shortened = (text: string): string => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length > TYPED_SHOWN ? `${letters.slice(0, TYPED_SHOWN).join('')}…` : letters.join('');
};
