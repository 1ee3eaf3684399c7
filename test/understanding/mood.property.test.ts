import { describe, expect, test } from '@jest/globals';
import { isAct } from '../../dialogs/understanding/understand.ts';
import { understandSentence } from './data.ts';

/** Acts as they are wanted, and as others tell of them; in Dutch also at the end of a clause. */
const acts = {
  en: [
    ['cancel Visio Plan 2', 'cancelled Visio Plan 2', 'cancelling Visio Plan 2'],
    ['buy 5 Power BI Pro', 'bought 5 Power BI Pro', 'buying 5 Power BI Pro'],
    ['add 3 licences to Planner', 'added 3 licences to Planner', 'adding 3 licences to Planner'],
    ['remove 2 Visio Plan 1', 'removed 2 Visio Plan 1', 'removing 2 Visio Plan 1'],
    ['assign Copilot to Milan Jansen', 'assigned Copilot to Milan Jansen', 'assigning Copilot to Milan Jansen'],
    ['give Milan a Visio Plan 2 licence', 'gave Milan a Visio Plan 2 licence', 'giving Milan a Visio Plan 2 licence'],
    ['renew F3', 'renewed F3', 'renewing F3'],
    ['reactivate Planner', 'reactivated Planner', 'reactivating Planner'],
  ],
  nl: [
    ['zeg Visio Plan 2 op', 'Visio Plan 2 opgezegd', 'Visio Plan 2 opzeggen'],
    ['koop 5 Power BI Pro', '5 Power BI Pro gekocht', '5 Power BI Pro kopen'],
    ['voeg 3 licenties toe aan Planner', '3 licenties toegevoegd aan Planner', '3 licenties toevoegen aan Planner'],
    ['verwijder 2 Visio Plan 1', '2 Visio Plan 1 verwijderd', '2 Visio Plan 1 verwijderen'],
    [
      'geef Milan Jansen een Copilot-licentie',
      'Milan Jansen een Copilot-licentie gegeven',
      'Milan Jansen een Copilot-licentie geven',
    ],
    ['annuleer F3', 'F3 geannuleerd', 'F3 annuleren'],
  ],
} as const;

/** Sentences that mention an act and want none. */
const moods = {
  en: [
    ([act]) => `do not ${act}`,
    ([act]) => `please don't ${act}`,
    ([act]) => `never ${act}`,
    ([act]) => `Tom said we should ${act}`,
    ([act]) => `my manager wants us to ${act}`,
    ([act]) => `if I ${act}, what happens then?`,
    ([act]) => `what happens when I ${act}`,
    ([act]) => `should I ${act}?`,
    ([act]) => `should we ${act} or not`,
    ([act]) => `remind me to ${act} next month`,
    ([act]) => `I might ${act} later`,
    ([act]) => `maybe ${act}`,
    ([act]) => `${act} and buy 2 Clipchamp, Tom said`,
    ([act]) => `I am thinking about whether to ${act}`,
    ([, past]) => `I already ${past}`,
    ([, past]) => `did somebody say they ${past}?`,
    ([, past]) => `yesterday we ${past}`,
    ([, past]) => `Noor ${past} last week`,
    ([, , doing]) => `what does ${doing} cost me?`,
    ([, , doing]) => `why is ${doing} not possible`,
    ([, , doing]) => `I am not sure about ${doing}`,
  ],
  nl: [
    ([, , doen]) => `niet ${doen}`,
    ([, , doen]) => `ik wil niet ${doen}`,
    ([, , doen]) => `Tom zei dat we moeten ${doen}`,
    ([, , doen]) => `mijn baas vindt dat ik moet ${doen}`,
    ([, , doen]) => `als ik ga ${doen}, wat gebeurt er dan?`,
    ([, , doen]) => `wat gebeurt er als we ${doen}`,
    ([, , doen]) => `moet ik ${doen}?`,
    ([, , doen]) => `zullen we ${doen} of niet`,
    ([, , doen]) => `herinner me eraan om ${doen}`,
    ([, , doen]) => `misschien ga ik later ${doen}`,
    ([, , doen]) => `ik twijfel of ik moet ${doen}`,
    ([act]) => `${act} nog niet`,
    ([, gedaan]) => `ik heb al ${gedaan}`,
    ([, gedaan]) => `gisteren is ${gedaan}`,
    ([, gedaan]) => `waarom heeft iemand ${gedaan}?`,
    ([, gedaan]) => `wie heeft ${gedaan}`,
  ],
} satisfies Record<'en' | 'nl', readonly ((act: readonly [string, string, string]) => string)[]>;

describe.each(['en', 'nl'] as const)('in %s', (language) => {
  test('no act is sure in a sentence that mentions it and does not want it', () => {
    const sentences = moods[language].flatMap((say) => acts[language].map((act) => say(act)));
    const acted = sentences.filter((text) => {
      const result = understandSentence(text, language);
      // "Do not renew" is a wish: renewal off.
      const isWish = result.kind === 'sure' && result.intent.verb === 'recurring' && !result.intent.on;
      return result.kind === 'sure' && isAct(result.intent) && !isWish;
    });
    expect(sentences.length).toBeGreaterThan(90);
    expect(acted).toEqual([]);
  });

  test('the same acts are understood or asked about when they are wanted', () => {
    const missed = acts[language].filter(([act]) => understandSentence(act, language).kind === 'unknown');
    expect(missed).toEqual([]);
  });
});

/** Sentences that were once taken for an act that was not wanted. */
test.each([
  ['en', 'upgrade visio plan 1 to plan 2', { verb: 'cannot', what: 'change-plan', product: 'Visio Plan 1' }],
  ['nl', 'upgrade visio plan 1 naar plan 2', { verb: 'cannot', what: 'change-plan', product: 'Visio Plan 1' }],
  ['nl', 'zet visio plan 1 om naar plan 2', { verb: 'cannot', what: 'change-plan', product: 'Visio Plan 1' }],
  ['en', 'downgrade project plan 3 to plan 1', undefined],
  ['en', 'plz incrase visio plan 2 too 14', undefined],
  ['en', 'should I buy visio plan 1 or 2', undefined],
  ['en', 'whats the difference between visio plan 1 and plan 2', undefined],
  ['en', 'remove visio plan 2 from my screen', undefined],
  ['en', 'remind me to cancel visio next month', undefined],
  ['nl', 'annuleer de opzegging van planner', undefined],
  ['nl', 'de helft van de planner licenties mag weg', undefined],
  ['nl', 'staat automatisch verlengen aan voor f3?', undefined],
  ['en', 'assign the task to Milan in planner', undefined],
  ['nl', 'wijs de taak in planner toe aan Milan', undefined],
  ['nl', 'ik heb Milan al een copilot gegeven', undefined],
] as const)('%s: “%s”', (language, text, intent) => {
  const result = understandSentence(text, language);
  if (intent) return expect(result).toEqual({ kind: 'sure', intent });
  const acted = result.kind === 'sure' && isAct(result.intent) ? result.intent : undefined;
  // Taking a cancellation back, and opening the form for another number, are what is wanted here.
  if (
    acted?.verb === 'reactivate' ||
    (acted?.verb === 'change' && acted.total === undefined && acted.delta === undefined)
  )
    return;
  expect(acted).toBeUndefined();
});
