import type { Path } from '../rules/file/rules-document.ts';

/** A probable mistake or a cost in valid rules. */
export interface Finding {
  readonly code: FindingCode;
  /** A warning is probably a mistake. A note is a cost that can be worth paying. */
  readonly severity: 'warning' | 'note';
  /** The path of the value in the rules file. Callers convert it to a line and a column. */
  readonly path: Path;
  /** The name of the rule. */
  readonly rule: string;
  /** The alias template, if the finding is about one. */
  readonly alias?: string;
  readonly what: string;
  readonly why: string;
  /** What to write instead. */
  readonly instead: string;
  /** Keys that demonstrate the finding. */
  readonly witness?: Witness;
}

/** An example that demonstrates a finding. Upload an object with `key`, and check `alias`. */
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
  'order',
  'loop',
  'open-alias',
  'files',
  'ambiguous',
  'regex-size',
  'release',
  'prefix',
  'listing',
  'cache',
  'permission',
  'missing-permission',
  'surplus-permission',
  'trigger',
  'unfinished',
] as const;

/** The code of a finding. */
export type FindingCode = (typeof FINDING_CODES)[number];
