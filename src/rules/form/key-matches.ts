import type { KeyReading, KeyReadings } from '../match/read-key.ts';
import type { Rejection } from '../match/rejection.ts';
import type { RuleTemplate } from '../rule-set.ts';

/** An alias for which a key is a candidate. */
export interface AliasMatch extends RuleTemplate {
  readonly alias: string;
  readonly reading: KeyReading;
}

/** A template of a matching rule that does not produce an alias for the key, and why. */
export type UnmatchedTemplate = RuleTemplate & Rejection;

/** The result of `matchKey`. */
export interface KeyMatches {
  /** The aliases for which the key is a candidate. */
  readonly matches: readonly AliasMatch[];
  /** The other templates of the matching rules. */
  readonly unmatched: readonly UnmatchedTemplate[];
  /** How each matching rule reads the key. */
  readonly readings: KeyReadings;
}
