import { compilePattern } from '../rules/pattern/pattern.ts';
import { ANY, type Language, sequence, text } from './language/language.ts';

/** What RAM policies say of OSS, as far as rules are concerned. Names of actions like `oss:PutObject`. */
export interface Policy {
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** `oss:Get*` and the like. */
  readonly actions: readonly string[];
  /** True for `NotAction`: every action but these. */
  readonly isInverted: boolean;
  /** `acs:oss:*:*:bucket/releases/*` and the like. */
  readonly resources: readonly string[];
  /** What the prefix of a listing must be by the condition `oss:Prefix`; undefined where nothing is said. */
  readonly listedPrefixes: readonly ListedPrefix[] | undefined;
}

export interface ListedPrefix {
  readonly text: string;
  /** By StringLike, where * and ? stand for other text. */
  readonly isPattern: boolean;
}

/** Keys, or prefixes of listings, that the statements of one effect speak of for an action. */
export function resourcesOf(
  { statements }: Policy,
  effect: PolicyStatement['effect'],
  action: string,
  on: 'key' | 'prefix',
): readonly Language[] {
  return statements
    .filter((statement) => statement.effect === effect && isOf(statement, action))
    .flatMap((statement) => (on === 'key' ? keysOf(statement) : prefixesOf(statement)));
}

/** Whether an action on the bucket itself is allowed. */
export function allowsOnBucket(policy: Policy, action: string): boolean {
  return (
    resourcesOf(policy, 'Allow', action, 'prefix').length > 0 &&
    resourcesOf(policy, 'Deny', action, 'prefix').length === 0
  );
}

function isOf({ actions, isInverted }: PolicyStatement, action: string): boolean {
  return actions.some((one) => fitsGlob(one.toLowerCase(), action.toLowerCase())) !== isInverted;
}

function keysOf({ resources }: PolicyStatement): readonly Language[] {
  return resources.flatMap((resource) => {
    const rest = restOf(resource);
    const slash = rest.indexOf('/');
    if (slash !== -1) return [glob(rest.slice(slash + 1))];
    // A * takes the slash too.
    return rest.endsWith('*') ? [ANY] : [];
  });
}

function prefixesOf({ resources, listedPrefixes }: PolicyStatement): readonly Language[] {
  if (!resources.some((resource) => /^[^/]*\*?$/.test(restOf(resource)) || restOf(resource).startsWith('*'))) return [];
  if (listedPrefixes === undefined) return [ANY];
  return listedPrefixes.map((prefix) => (prefix.isPattern ? glob(prefix.text) : text(prefix.text)));
}

/** Bucket and key of `acs:oss:<region>:<owner>:<bucket>/<key>` (OSS "RAM policy" page). */
function restOf(resource: string): string {
  return /^acs:oss:[^:]*:[^:]*:(.*)$/s.exec(resource)?.[1] ?? resource;
}

const ONE: Language = { kind: 'set', source: '[\\s\\S]' };

function glob(pattern: string): Language {
  return sequence(...[...pattern].map((one) => (one === '*' ? ANY : one === '?' ? ONE : text(one))));
}

/** A native regex with several `.*` takes polynomial time; RE2 is linear. */
function fitsGlob(glob: string, name: string): boolean {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const pattern = compilePattern(`(?s)^${source}$`);
  return !('refused' in pattern) && pattern.match(name) !== undefined;
}
