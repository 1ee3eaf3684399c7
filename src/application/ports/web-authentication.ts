import type { PersonId } from '../../domain/common/person.ts';

/** The parts of a web request that may identify its sender. */
export interface WebCaller {
  readonly cookie: string | undefined;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
}

/** Identifies the sender of a web request: one browser may have several people signed in. */
export interface WebAuthentication {
  people(caller: WebCaller): Promise<readonly PersonId[]>;
}
