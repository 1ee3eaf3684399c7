import { cueWeights, type Pattern, patterns } from './patterns.ts';
import { type Candidate, candidatesFor } from './resolve-intent.ts';
import type { Sentence } from './sentence.ts';
import { type Token, UNKNOWN_TOKEN } from './tokenise.ts';

/** A candidate with how well it fits the sentence. */
export interface ScoredCandidate extends Candidate {
  readonly pattern: Pattern;
  /** The share of the sentence, by weight, that the candidate explains, lowered by its penalty: 0 to 1. */
  readonly score: number;
  /** The score with a bonus for each required cue: the highest rank wins. */
  readonly rank: number;
}

/** Variants of help whose cues hardly occur in other sentences. */
const distinctiveVariants: ReadonlySet<string> = new Set(['leaving', 'refunds', 'sees', 'trials', 'renewal', 'pays']);

/** Whether a sentence has all cues that a pattern requires. */
export const hasRequired = ({ required }: Pattern, sentence: Sentence): boolean =>
  required.every((group) => group.some((cue) => sentence.hasCue(cue)));

/** The cues of a sentence that a pattern excludes. */
export const excludedCues = ({ excludes }: Pattern, sentence: Sentence): readonly string[] =>
  [...excludes].filter((cue) => sentence.hasCue(cue));

/** What a sentence can mean, the highest rank first, each intent once. */
export function scoreCandidates(sentence: Sentence): readonly ScoredCandidate[] {
  const total = sumWeights(sentence.tokenised.tokens) + (sentence.period ? 1 : 0);
  const candidates = patterns
    .filter((pattern) => hasRequired(pattern, sentence) && excludedCues(pattern, sentence).length === 0)
    .flatMap((pattern) => candidatesFor(pattern, sentence).map((one) => score(one, pattern, sentence, total)))
    .sort((one, other) => other.rank - one.rank);
  const byIntent = new Map<string, ScoredCandidate>();
  for (const candidate of candidates) {
    const key = JSON.stringify(candidate.intent);
    if (!byIntent.has(key)) byIntent.set(key, candidate);
  }
  return [...byIntent.values()];
}

function score(candidate: Candidate, pattern: Pattern, sentence: Sentence, total: number): ScoredCandidate {
  const { intent, penalty = 0 } = candidate;
  const explained = sentence.tokenised.tokens.filter((token) => explains(candidate, pattern, token));
  const weight = sumWeights(explained) + (sentence.period && 'period' in intent ? 1 : 0);
  const share = (total === 0 ? 1 : weight / total) * (1 - penalty);
  const bonus = 0.01 * pattern.required.length + (distinctiveVariants.has(pattern.variant) ? 0.03 : 0);
  return { ...candidate, pattern, score: share, rank: share + bonus };
}

/** Whether a token is part of a candidate's meaning: an optional or required cue of its pattern, or in one of its spans. */
export function explains(
  { spans }: Pick<Candidate, 'spans'>,
  { optional }: Pattern,
  { tokenClass, from }: Token,
): boolean {
  const isInSpan = spans.some((span) => from >= span.from && from < span.to);
  return isInSpan || (tokenClass !== UNKNOWN_TOKEN && tokenClass !== 'mail' && optional.has(tokenClass));
}

/** The weight of a token: 1 unless its cue says less, or more, than others. */
export const weightOf = ({ tokenClass }: Token): number => cueWeights[tokenClass] ?? 1;

const sumWeights = (tokens: readonly Token[]): number => tokens.reduce((sum, token) => sum + weightOf(token), 0);
