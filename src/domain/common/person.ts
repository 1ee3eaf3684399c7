/** Identifies a person: object ids of the tenant and the person. */
export interface PersonId {
  readonly tenant: string;
  readonly person: string;
}

/** A person in the organisation's directory. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  /** `left`: no longer in the organisation (RULES #20). */
  readonly kind: 'member' | 'guest' | 'left';
  readonly roles: readonly Role[];
  /** BCP 47, such as `nl-NL`. */
  readonly locale: string;
  /** IANA, such as `Europe/Amsterdam`. */
  readonly timeZone: string;
  readonly manager?: string;
}

export type Role = 'administrator';
