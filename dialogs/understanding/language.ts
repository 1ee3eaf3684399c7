import { splitWords } from './slots/words.ts';

/** Words that hardly occur in the other language. */
const ENGLISH = new Set(
  'the my is are of for to with what which how much many please show give add remove from and i we you do does did can could want need have has who when why not it this that more last licences subscriptions invoices buy cancel'.split(
    ' ',
  ),
);
const DUTCH = new Set(
  'de het een mijn van voor naar met wat welke hoe hoeveel graag aub toon geef voeg verwijder uit en ik wij je u heb hebben heeft wie wanneer waarom niet dit dat meer laatste licenties licentie abonnementen abonnement facturen factuur koop opzeggen zeg bij erbij kan kunt wil nog mag zijn aan op kost betaal welk ons onze'.split(
    ' ',
  ),
);
/** Least words of a language, more than of the other, that show it. */
const LEAST = 2;

/** The language of a sentence, if it clearly is in one. */
export function languageOf(text: string): 'en' | 'nl' | undefined {
  const words = splitWords(text, () => true).map(({ plain }) => plain);
  const count = (of: ReadonlySet<string>) => words.filter((word) => of.has(word)).length;
  const lead = count(DUTCH) - count(ENGLISH);
  if (lead >= LEAST && count(ENGLISH) === 0) return 'nl';
  return -lead >= LEAST && count(DUTCH) === 0 ? 'en' : undefined;
}
