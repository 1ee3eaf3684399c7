/** The draft of the change flow. Stored between turns: its property names are a data format. */
export interface ChangeDraft {
  readonly subscription: string;
  readonly total?: number;
  readonly when?: 'renewal';
  /** Whether the new total is below the number assigned, so that people must give up a licence (RULES #8). */
  readonly reduce?: true;
  /** The people who give up their licence. */
  readonly people?: readonly string[];
  /** People found by name, shown to be ticked. */
  readonly looked?: readonly string[];
}
