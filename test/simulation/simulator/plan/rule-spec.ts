/** A rule as plain data. The rules file and the oracle's reading are both derived from it. */
export interface RuleSpec {
  readonly name: string;
  readonly prefix: string;
  /** Literal text, and groups with their patterns. */
  readonly pattern: readonly (string | PatternGroup)[];
  readonly order: OrderSpec;
  readonly aliases: readonly AliasSpec[];
  /** A regular expression that means the same to RE2 and to JavaScript. */
  readonly exclude?: string;
  readonly after?: string;
  readonly before?: string;
  readonly release?: { readonly of: string; readonly complete: readonly string[] };
  /** Whole seconds. */
  readonly minimumAge?: `${number}s`;
  readonly onDelete: OnDelete;
  readonly onConflict: 'refuse' | 'replace';
  readonly guard: boolean;
  readonly withdraw?: boolean;
  readonly archived?: 'skip' | 'allow';
}

export interface OrderSpec extends OrderTermSpec {
  /** How candidates are compared that are equal in the first entry. */
  readonly next?: OrderTermSpec;
}

export interface OrderTermSpec {
  readonly by: OrderBy;
  readonly on?: string;
  readonly format?: string;
  /** Whether the least value wins. */
  readonly desc?: boolean;
}

export type OnDelete = 'repoint' | 'remove' | 'keep' | { readonly fallback: string };

export type OrderBy = 'semver' | 'number' | 'natural' | 'date' | 'lexical' | 'uploaded';

export interface PatternGroup {
  readonly group: string;
  /** Means the same to RE2 and to JavaScript. */
  readonly source: string;
}

export interface AliasSpec {
  readonly key: string;
  readonly prereleases?: boolean;
}

/** The text of a rules file. It is JSON, which is also valid YAML. */
export function rulesText(specs: readonly RuleSpec[]): string {
  return JSON.stringify({
    version: 1,
    rules: specs.map(({ prefix, pattern, exclude, order: { next, ...first }, ...rule }) => ({
      ...rule,
      order: next === undefined ? first : [first, next],
      match: { prefix, regex: regexOf(pattern), exclude },
    })),
  });
}

/** The pattern of each group. */
export function sourcesOf(pattern: RuleSpec['pattern']): ReadonlyMap<string, string> {
  return new Map(
    pattern
      .filter((part): part is PatternGroup => typeof part !== 'string')
      .map(({ group, source }) => [group, source] as const),
  );
}

export function regexOf(pattern: RuleSpec['pattern']): string {
  return `^${pattern.map((part) => (typeof part === 'string' ? quote(part) : `(?<${part.group}>${part.source})`)).join('')}$`;
}

export function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The age, in milliseconds, that a candidate needs to become a target. */
export function ageOf({ minimumAge }: RuleSpec): number {
  return Number(minimumAge?.replace('s', '') ?? 0) * 1000;
}

/** The fallback of the rule's aliases, or undefined. */
export function fallbackOf({ onDelete }: RuleSpec): string | undefined {
  return typeof onDelete === 'string' ? undefined : onDelete.fallback;
}
