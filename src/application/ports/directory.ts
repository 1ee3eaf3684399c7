import type { Person } from '../../domain/common/person.ts';

/** The people of the organisations that the bot serves. */
export interface Directory {
  person(tenant: string, id: string): Promise<Person | undefined>;
  /** Returns up to `limit` people whose name or address has words starting with those of `text`, members first. */
  search(tenant: string, text: string, limit: number): Promise<readonly Person[]>;
  /** Returns the people who have the same manager, by name. */
  team(tenant: string, id: string): Promise<readonly Person[]>;
  /** Returns the direct reports of a manager. */
  reports(tenant: string, id: string): Promise<readonly Person[]>;
  administrators(tenant: string): Promise<readonly Person[]>;
}

/** Names of the organisations that the bot serves. */
export interface Organisations {
  organisationName(tenant: string): Promise<string>;
}
