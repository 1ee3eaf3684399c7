import type { Actor } from '../../domain/common/actor.ts';
import type { Person } from '../../domain/common/person.ts';
import type { KnownPeople } from '../../domain/subscription/order-preview.ts';
import type { Names } from '../orders/receipt.ts';
import type { Directory } from '../ports/directory.ts';
import { normaliseText } from '../subscriptions/match-product.ts';

/** The result of looking up a list of names. */
export interface PeopleMatches {
  readonly people: readonly Person[];
  /** Names that several people have: the user must choose. */
  readonly ambiguous: readonly { readonly name: string; readonly candidates: readonly Person[] }[];
  readonly unknown: readonly string[];
}

/** Directory results considered per name, at most. */
const SEARCH_LIMIT = 12;
/** Names read from one list, at most. */
const MAX_NAMES = 200;

/** Finds people by what the user typed. */
export class PeopleSearch {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /**
   * Looks up a pasted or typed list: names, parts of names, addresses, `Name <address>`, separated by commas, semicolons or
   * line breaks.
   * @param candidates restricts the result to these people
   */
  async match(actor: Actor, text: string, candidates?: ReadonlySet<string>): Promise<PeopleMatches> {
    const names = namesIn(text);
    const results = await Promise.all(
      names.map(async (one) => [one, await this.#findByName(actor, one, candidates)] as const),
    );
    return {
      people: results.flatMap(([, people]) => (people.length === 1 ? people : [])),
      ambiguous: results.flatMap(([name, candidates]) => (candidates.length > 1 ? [{ name, candidates }] : [])),
      unknown: results.flatMap(([one, people]) => (people.length === 0 ? [one] : [])),
    };
  }

  /** Returns the people with the same manager: those a purchaser usually buys for. */
  team(actor: Actor): Promise<readonly Person[]> {
    return this.#directory.team(actor.tenant, actor.person);
  }

  /** Returns the people with these ids that the directory knows. */
  async lookUp(actor: Pick<Actor, 'tenant'>, ids: readonly string[]): Promise<readonly Person[]> {
    const people = await Promise.all(ids.map((id) => this.#directory.person(actor.tenant, id).catch(() => undefined)));
    return people.flatMap((person) => person ?? []);
  }

  /** Returns names by id, as far as the directory knows them and answers. */
  async names(actor: Pick<Actor, 'tenant'>, ids: readonly string[]): Promise<Names> {
    return new Map((await this.lookUp(actor, [...new Set(ids)])).map(({ id, name }) => [id, name]));
  }

  /** Returns the people with exactly this name or address, else those whose name has all its words, else all matches. */
  async #findByName(actor: Actor, query: string, candidates?: ReadonlySet<string>): Promise<readonly Person[]> {
    const matches = await this.#directory.search(actor.tenant, query, SEARCH_LIMIT);
    const people = candidates ? matches.filter(({ id }) => candidates.has(id)) : matches;
    const exactMatches = people.filter(
      ({ name, mail }) => normaliseText(name) === normaliseText(query) || normaliseText(mail) === normaliseText(query),
    );
    if (exactMatches.length > 0) return exactMatches;
    const words = normaliseText(query).split(' ');
    const wordMatches = people.filter(({ name }) =>
      words.every((word) => normaliseText(name).split(' ').includes(word)),
    );
    return wordMatches.length > 0 ? wordMatches : people;
  }
}

/** Returns the distinct names and addresses of a list. */
function namesIn(text: string): readonly string[] {
  const names = text.split(/[,;\n\r]+/).map((part) => {
    const address = /<\s*([^<>\s]+@[^<>\s]+)\s*>/.exec(part)?.[1];
    return (address ?? part).replace(/["“”]/g, '').trim();
  });
  const byText = new Map(names.filter((part) => normaliseText(part) !== '').map((part) => [normaliseText(part), part]));
  return [...byText.values()].slice(0, MAX_NAMES);
}

/** Looks up the kind of each person, each in its own request: a failure affects that person only. */
export async function fetchKnownPeople(
  directory: Pick<Directory, 'person'>,
  tenant: string,
  ids: readonly string[],
): Promise<KnownPeople> {
  const lookUps = [...new Set(ids)].map(async (id) => {
    const kind = await directory.person(tenant, id).then(
      (person) => person?.kind ?? ('unknown' as const),
      () => 'unanswered' as const,
    );
    return [id, kind] as const;
  });
  return new Map(await Promise.all(lookUps));
}
