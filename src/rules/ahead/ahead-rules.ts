import { PROGRAM_VERSION } from '../../program-version.ts';
import type { WrittenRule } from '../file/rules-schema.ts';

/** Raise it when the form of the data changes. */
const FORMAT = 1;

/**
 * The rules of a file after parsing, checks and defaults. Plain data, so a package of functions contains it as JSON. A
 * function still compiles the patterns when it starts.
 */
export interface AheadRules {
  readonly format: typeof FORMAT;
  /** The version of autoalias that wrote it. */
  readonly program: string;
  /** The digest of the text of the file. */
  readonly digest: string;
  readonly rules: readonly WrittenRule[];
}

/** The rules of a file, which must be valid. */
export function createAhead(rules: readonly WrittenRule[], digest: string): AheadRules {
  return { format: FORMAT, program: PROGRAM_VERSION, digest, rules };
}

/**
 * Whether a value is what this version of autoalias wrote for the file with this digest. If it is not, the file itself must
 * be read: a person has changed it, or replaced the functions around it.
 */
export function isAheadOf(value: unknown, digest: string): value is AheadRules {
  if (typeof value !== 'object' || value === null) return false;
  const { format, program, digest: written }: Partial<Record<keyof AheadRules, unknown>> = value;
  return format === FORMAT && program === PROGRAM_VERSION && written === digest;
}
