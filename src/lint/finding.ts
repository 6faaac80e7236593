import type { Path } from '../rules/file/rules-document.ts';

/** A probable mistake or a cost in rules that are valid. `path` leads to its line and column in the file. */
export interface Finding {
  readonly code: FindingCode;
  /** A warning is probably a mistake. A note is a cost that can be worth paying. */
  readonly severity: 'warning' | 'note';
  /** The path in the rules file. */
  readonly path: Path;
  /** The name of the rule. */
  readonly rule: string;
  /** The alias template, if the finding is about one. */
  readonly alias?: string;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  /** Keys that demonstrate the finding: upload an object with `key`, and look at `alias`. */
  readonly witness?: Witness;
}

/** An example that demonstrates a finding. */
export interface Witness {
  /** A key that an object can have. */
  readonly key?: string;
  /** The alias that the object would move. */
  readonly alias?: string;
}

/** The codes of all findings. */
export const FINDING_CODES = [
  'overlap',
  'shadowed',
  'unreachable',
  'exclude',
  'bounds',
  'loop',
  'open-alias',
  'files',
  'regex-size',
  'release',
  'prefix',
  'listing',
  'permission',
  'trigger',
  'unfinished',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
