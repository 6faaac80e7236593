import type { Path } from '../rules/file/rules-document.ts';

/** What is worth knowing of rules that are right. `line` and `column` are found by whoever has the file. */
export interface Finding {
  readonly code: FindingCode;
  /** A warning is something that hardly anybody wants; a note is a price that may be worth paying. */
  readonly severity: 'warning' | 'note';
  /** Where in the rules file. */
  readonly path: Path;
  /** The rule's name. */
  readonly rule: string;
  /** The template of the alias, where it is about one. */
  readonly alias?: string;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  /** Keys that show it: upload the one, look at the other. */
  readonly witness?: Witness;
}

export interface Witness {
  /** An object's key, as it could be uploaded. */
  readonly key?: string;
  /** The alias that it gives. */
  readonly alias?: string;
}

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
