import { compilePattern, quoteRegex } from '../rules/pattern/pattern.ts';
import { ANY, type Language, sequence, text } from './language/language.ts';

/** The parts of RAM policies that concern OSS objects and listings. */
export interface Policy {
  readonly statements: readonly PolicyStatement[];
}

/** The permissions of one role of a deployment. */
export interface RolePermissions {
  /** The function that has the role. */
  readonly name: string;
  readonly policy: Policy;
  /** What the function uses, as narrow as the rules allow. Undefined if the policy may be only a part of its role. */
  readonly needed: Policy | undefined;
  /** What the role may have. Wider than `needed` if the exact keys do not fit into a policy. */
  readonly permitted: Policy;
}

/** One statement of a policy. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Action names, which can contain wildcards: `oss:PutObject`, `oss:Get*`. */
  readonly actions: readonly string[];
  /** True for `NotAction`: the statement is about every action except these. */
  readonly isInverted: boolean;
  /** Resource names like `acs:oss:*:*:bucket/releases/*`. */
  readonly resources: readonly string[];
  /** The prefixes that the condition `oss:Prefix` allows for a listing. Undefined without that condition. */
  readonly listedPrefixes: readonly ListedPrefix[] | undefined;
}

/** One value of the condition `oss:Prefix`. */
export interface ListedPrefix {
  readonly text: string;
  /** Whether `*` and `?` are wildcards (StringLike). */
  readonly isPattern: boolean;
}

/** The keys, or the prefixes of listings, for which statements with this effect apply to an action. */
export function resourcesOf(
  { statements }: Policy,
  effect: PolicyStatement['effect'],
  action: string,
  on: 'key' | 'prefix',
): readonly Language[] {
  return statements
    .filter((statement) => statement.effect === effect && appliesTo(statement, action))
    .flatMap((statement) => scopeOf(statement, on));
}

/** The keys, or the prefixes of listings, to which a statement applies. */
export function scopeOf(statement: PolicyStatement, on: 'key' | 'prefix'): readonly Language[] {
  return on === 'key' ? keysOf(statement) : prefixesOf(statement);
}

/** Whether the name of an action in a policy matches an action. It can contain wildcards, and case does not matter. */
export function matchesAction(written: string, action: string): boolean {
  return fitsGlob(written.toLowerCase(), action.toLowerCase());
}

/** Whether the policy allows an action on the bucket itself. */
export function allowsOnBucket(policy: Policy, action: string): boolean {
  return (
    resourcesOf(policy, 'Allow', action, 'prefix').length > 0 &&
    resourcesOf(policy, 'Deny', action, 'prefix').length === 0
  );
}

/** Whether a statement applies to an action. */
function appliesTo({ actions, isInverted }: PolicyStatement, action: string): boolean {
  return actions.some((one) => matchesAction(one, action)) !== isInverted;
}

function keysOf({ resources }: PolicyStatement): readonly Language[] {
  return resources.flatMap((resource) => {
    const path = pathOf(resource);
    const slash = path.indexOf('/');
    if (slash !== -1) return [glob(path.slice(slash + 1))];
    // `*` also matches the slash.
    return path.endsWith('*') ? [ANY] : [];
  });
}

function prefixesOf({ resources, listedPrefixes }: PolicyStatement): readonly Language[] {
  if (!resources.some((resource) => /^[^/]*\*?$/.test(pathOf(resource)) || pathOf(resource).startsWith('*'))) return [];
  if (listedPrefixes === undefined) return [ANY];
  return listedPrefixes.map((prefix) => (prefix.isPattern ? glob(prefix.text) : text(prefix.text)));
}

/** The part `<bucket>/<key>` of `acs:oss:<region>:<owner>:<bucket>/<key>` (OSS "RAM policy" page). */
function pathOf(resource: string): string {
  return /^acs:oss:[^:]*:[^:]*:(.*)$/s.exec(resource)?.[1] ?? resource;
}

/** Any single character. */
const ANY_CHARACTER: Language = { kind: 'set', source: '[\\s\\S]' };

/** The language of a pattern with `*` and `?`. */
export function glob(pattern: string): Language {
  return sequence(...[...pattern].map((one) => (one === '*' ? ANY : one === '?' ? ANY_CHARACTER : text(one))));
}

/** Uses RE2, which runs in linear time. A JavaScript regex with several `.*` needs polynomial time. */
function fitsGlob(glob: string, name: string): boolean {
  const source = [...glob].map((one) => (one === '*' ? '.*' : one === '?' ? '.' : quoteRegex(one))).join('');
  const pattern = compilePattern(`(?s)^${source}$`);
  return !('refused' in pattern) && pattern.match(name) !== undefined;
}
