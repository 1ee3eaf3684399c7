import type { Actor } from '../../domain/common/actor.ts';
import type { Person } from '../../domain/common/person.ts';
import type { KnownPeople } from '../../domain/subscription/order-preview.ts';
import type { Names } from '../orders/receipt.ts';
import type { Directory } from '../ports/ports.ts';
import { plain } from '../subscriptions/match-product.ts';

/** What a list of names comes to. */
export interface Matched {
  readonly found: readonly Person[];
  /** Names that several people have: to be asked. */
  readonly ambiguous: readonly { readonly said: string; readonly among: readonly Person[] }[];
  readonly unknown: readonly string[];
}

/** People looked at for one name, at most. */
const LOOKED_AT = 12;
/** Names read from one list, at most; a longer one is nobody's list of twenty. */
const LONGEST_LIST = 200;

/** Finds the people somebody means. */
export class PeopleSearch {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /**
   * A pasted or typed list: names, parts of names, addresses, `Name <address>`; commas, semicolons, lines.
   * @param among the only people it can be about, where there are such
   */
  async match(actor: Actor, text: string, among?: ReadonlySet<string>): Promise<Matched> {
    const said = namesIn(text);
    const looked = await Promise.all(said.map(async (one) => [one, await this.#meant(actor, one, among)] as const));
    return {
      found: looked.flatMap(([, people]) => (people.length === 1 ? people : [])),
      ambiguous: looked.flatMap(([one, among]) => (among.length > 1 ? [{ said: one, among }] : [])),
      unknown: looked.flatMap(([one, people]) => (people.length === 0 ? [one] : [])),
    };
  }

  /** Those with the same manager: whom a purchaser buys for. */
  team(actor: Actor): Promise<readonly Person[]> {
    return this.#directory.team(actor.tenant, actor.person);
  }

  /** Those of these ids whom the directory knows. */
  async known(actor: Pick<Actor, 'tenant'>, ids: readonly string[]): Promise<readonly Person[]> {
    const people = await Promise.all(ids.map((id) => this.#directory.person(actor.tenant, id).catch(() => undefined)));
    return people.flatMap((person) => person ?? []);
  }

  /** Names by id, where the directory knows and answers. */
  async names(actor: Pick<Actor, 'tenant'>, ids: readonly string[]): Promise<Names> {
    return new Map((await this.known(actor, [...new Set(ids)])).map(({ id, name }) => [id, name]));
  }

  /** The one person of exactly this name or address, else whoever has these words in it, else all it could be. */
  async #meant(actor: Actor, said: string, among?: ReadonlySet<string>): Promise<readonly Person[]> {
    const found = await this.#directory.search(actor.tenant, said, LOOKED_AT);
    const people = among ? found.filter(({ id }) => among.has(id)) : found;
    const exact = people.filter(({ name, mail }) => plain(name) === plain(said) || plain(mail) === plain(said));
    if (exact.length > 0) return exact;
    const words = plain(said).split(' ');
    const whole = people.filter(({ name }) => words.every((word) => plain(name).split(' ').includes(word)));
    return whole.length > 0 ? whole : people;
  }
}

/** Each name or address of a list, once. */
function namesIn(text: string): readonly string[] {
  const parts = text.split(/[,;\n\r]+/).map((part) => {
    const address = /<\s*([^<>\s]+@[^<>\s]+)\s*>/.exec(part)?.[1];
    return (address ?? part).replace(/["“”]/g, '').trim();
  });
  const once = new Map(parts.filter((part) => plain(part) !== '').map((part) => [plain(part), part]));
  return [...once.values()].slice(0, LONGEST_LIST);
}

/** What the directory says of people, each asked for by itself: one that fails does not keep the others waiting. */
export async function knownPeople(
  directory: Pick<Directory, 'person'>,
  tenant: string,
  ids: readonly string[],
): Promise<KnownPeople> {
  const asked = [...new Set(ids)].map(async (id) => {
    const kind = await directory.person(tenant, id).then(
      (person) => person?.kind ?? ('unknown' as const),
      () => 'unanswered' as const,
    );
    return [id, kind] as const;
  });
  return new Map(await Promise.all(asked));
}
