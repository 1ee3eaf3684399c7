import type { Intent } from './intent.ts';
import { type Pattern, patterns } from './patterns.ts';
import { candidatesFor } from './resolve-intent.ts';
import { excludedCues, explains, hasRequired, type ScoredCandidate, weightOf } from './score-candidates.ts';
import type { Sentence } from './sentence.ts';
import { type Interpretation, interpret, type UnderstandingContext } from './understand.ts';

/** How a sentence came to its result, for developers who add sentences. */
export interface Explanation extends Pick<Interpretation, 'result' | 'reason'> {
  readonly tokens: readonly { readonly text: string; readonly tokenClass: string; readonly weight: number }[];
  /** Cues that no single token has, such as the role of a number (`to#`) or `people`. */
  readonly derivedCues: readonly string[];
  /** The highest rank first. */
  readonly candidates: readonly ExplainedCandidate[];
  /** Patterns whose required cues the sentence has, but that gave no candidate. */
  readonly rejected: readonly RejectedPattern[];
}

interface ExplainedCandidate extends Pick<ScoredCandidate, 'score' | 'rank'> {
  readonly intent: Intent;
  readonly pattern: string;
  readonly penalty: number;
  /** Tokens that have weight but are not part of the candidate's meaning: they lower its score. */
  readonly unexplained: readonly string[];
}

interface RejectedPattern {
  readonly pattern: string;
  /** The cues that exclude it; none where its slots do not fit. */
  readonly excludedBy: readonly string[];
}

/** Understands a sentence, and explains the result and what the other candidates lacked. */
export function explain(text: string, context: UnderstandingContext): Explanation {
  const { result, reason, sentence, candidates } = interpret(text, context);
  if (!sentence) return { result, reason, tokens: [], derivedCues: [], candidates: [], rejected: [] };
  const { tokens } = sentence.tokenised;
  const classes = new Set(tokens.map(({ tokenClass }) => tokenClass));
  return {
    result,
    reason,
    tokens: tokens.map((token) => ({
      text: textOfWords(sentence, token),
      tokenClass: token.tokenClass,
      weight: weightOf(token),
    })),
    derivedCues: [...sentence.cues].filter((cue) => !classes.has(cue)),
    candidates: candidates.map((candidate) => explainCandidate(candidate, sentence)),
    rejected: rejectedPatterns(sentence),
  };
}

const explainCandidate = (candidate: ScoredCandidate, sentence: Sentence): ExplainedCandidate => ({
  intent: candidate.intent,
  score: candidate.score,
  rank: candidate.rank,
  penalty: candidate.penalty ?? 0,
  pattern: formatPattern(candidate.pattern),
  unexplained: sentence.tokenised.tokens
    .filter((token) => weightOf(token) > 0 && !explains(candidate, candidate.pattern, token))
    .map((token) => textOfWords(sentence, token)),
});

const rejectedPatterns = (sentence: Sentence): readonly RejectedPattern[] =>
  patterns
    .filter((pattern) => hasRequired(pattern, sentence))
    .map((pattern) => ({ pattern, excludedBy: excludedCues(pattern, sentence) }))
    .filter(({ pattern, excludedBy }) => excludedBy.length > 0 || candidatesFor(pattern, sentence).length === 0)
    .map(({ pattern, excludedBy }) => ({ pattern: formatPattern(pattern), excludedBy }));

/** A pattern as it is written in `patterns.ts`, after its verb and variant. */
function formatPattern({ verb, variant, required, excludes }: Pattern): string {
  const excluded = excludes.size > 0 ? ` !${[...excludes].join('|')}` : '';
  return `${verb}${variant && `/${variant}`}: ${required.map((group) => group.join('|')).join(' ')}${excluded}`;
}

const textOfWords = ({ tokenised: { text, words } }: Sentence, { from, to }: { from: number; to: number }): string =>
  text.slice(words[from]?.start ?? 0, words[to - 1]?.end);
