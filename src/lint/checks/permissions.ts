import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import { markerKeyOf } from '../../rules/match/withdrawal.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Finding, Witness } from '../finding.ts';
import { type Language, text } from '../language/language.ts';
import {
  type Check,
  eachRule,
  eachTemplate,
  type LintContext,
  type PlacedTemplate,
  ruleFinding,
  templateFinding,
  templatesOf,
  untilSpent,
} from '../lint-context.ts';
import { allowsOnBucket, type Policy, resourcesOf } from '../policy.ts';
import { findCandidate, findWitness } from '../witness/find-witness.ts';

/**
 * The actions that the functions need for an alias (OSS "RAM policy" page). PutSymlink needs PutObject, and
 * PutObjectTagging for its tags. GetSymlink needs GetObject.
 */
const ALIAS_ACTIONS = [
  ['oss:PutObject', 'key'],
  ['oss:PutObjectTagging', 'key'],
  ['oss:GetObject', 'key'],
  ['oss:GetObjectVersion', 'key'],
  ['oss:ListObjectVersions', 'prefix'],
  ['oss:DeleteObject', 'key'],
] as const;

/** Finds aliases that cannot be written, candidates that cannot be read, and prefixes that cannot be listed. */
export const permissions: Check = (context) => {
  const { policy } = context;
  if (policy === undefined) return [];
  const scopeOf = createPolicyReader(policy);
  return [
    ...eachTemplate(context, (placed) => aliasFindings(context, scopeOf, placed)),
    ...eachRule(context, (rule, index) => [
      ...candidateFindings(context, scopeOf, rule, index),
      ...markerFindings(context, scopeOf, rule, index),
      ...fallbackFindings(context, scopeOf, rule, index),
    ]),
    ...listingFindings(context, scopeOf),
    ...versioningFindings(context, policy),
  ];
};

interface ActionScope {
  readonly allowed: readonly Language[];
  readonly denied: readonly Language[];
}

/** Returns the scope of an action in the policy. Results are cached, because each alias template needs the same actions. */
type PolicyReader = (action: string, on: 'key' | 'prefix') => ActionScope;

function createPolicyReader(policy: Policy): PolicyReader {
  const known = new Map<string, ActionScope>();
  return (action, on) => {
    const before = known.get(`${action} ${on}`);
    if (before !== undefined) return before;
    const scope = {
      allowed: resourcesOf(policy, 'Allow', action, on),
      denied: resourcesOf(policy, 'Deny', action, on),
    };
    known.set(`${action} ${on}`, scope);
    return scope;
  };
}

function aliasFindings({ search }: LintContext, scopeOf: PolicyReader, placed: PlacedTemplate): readonly Finding[] {
  const refused = ALIAS_ACTIONS.flatMap(([action, on]) => {
    if (action === 'oss:DeleteObject' && placed.rule.onDelete === 'keep') return [];
    const { allowed, denied } = scopeOf(action, on);
    const questions = [{ in: [], notIn: allowed }, ...denied.map((one) => ({ in: [one] }))];
    const found = firstDefined(questions, (question) => findWitness(placed, question, search));
    return found === undefined ? [] : [{ action, found }];
  });
  return groupBy(refused, ({ found }) => found.alias).map((group) => {
    const { found } = group[0];
    const actions = group.map(({ action }) => action).join(', ');
    const isCertain = found.key !== undefined;
    return templateFinding(placed, {
      code: 'permission',
      severity: isCertain ? 'warning' : 'note',
      what: `the policy ${isCertain ? 'is' : 'may be'} too narrow for aliases of "${placed.template.text}"`,
      why: `it does not allow ${actions} for ${found.alias}${isCertain ? `, which ${found.key} gives` : ''}`,
      instead: 'allow it there, or move the alias to a folder where it is allowed',
      witness: found,
    });
  });
}

function candidateFindings(context: LintContext, scopeOf: PolicyReader, rule: Rule, index: number): readonly Finding[] {
  const { allowed, denied } = scopeOf('oss:GetObject', 'key');
  const questions = [{ notIn: allowed }, ...denied.map((one) => ({ in: [one] }))];
  const key = firstDefined(questions, (question) => findCandidate(rule, question, context.search));
  return key === undefined ? [] : [ruleFinding(context, index, ['match'], unreadable('candidates', key, { key }))];
}

/**
 * HeadObject of a marker needs GetObject. Without it, the alias cannot be updated at all. The HTTP API also writes and deletes
 * markers.
 */
function markerFindings(context: LintContext, scopeOf: PolicyReader, rule: Rule, index: number): readonly Finding[] {
  const candidate = findCandidate(rule, {}, context.search);
  const key = candidate === undefined ? undefined : markerKeyOf(rule, candidate);
  // A policy that does not allow the candidate either has a finding already.
  if (candidate === undefined || key === undefined) return [];
  if (!isAllowed(context, scopeOf, 'oss:GetObject', 'key', candidate)) return [];
  const refused = MARKER_ACTIONS.filter((action) => !isAllowed(context, scopeOf, action, 'key', key));
  const at = (finding: Omit<Finding, 'path' | 'rule'>) => [ruleFinding(context, index, ['match'], finding)];
  if (refused.includes('oss:GetObject')) {
    const finding = unreadable('markers', key, { key });
    return at({ ...finding, instead: `${finding.instead}, or write withdraw: false` });
  }
  if (refused.length === 0) return [];
  return at({
    code: 'permission',
    severity: 'note',
    what: 'the HTTP API cannot withdraw and restore objects',
    why: `the policy does not allow ${refused.join(', ')} for the marker ${key}`,
    instead: 'allow it there, use the command line with credentials that may write there, or write withdraw: false',
    witness: { key },
  });
}

const MARKER_ACTIONS = ['oss:GetObject', 'oss:PutObject', 'oss:DeleteObject'] as const;

function fallbackFindings(context: LintContext, scopeOf: PolicyReader, rule: Rule, index: number): readonly Finding[] {
  const key = rule.fallback;
  if (key === undefined || isAllowed(context, scopeOf, 'oss:GetObject', 'key', key)) return [];
  return [ruleFinding(context, index, ['onDelete'], unreadable('the fallback', key, { key }))];
}

function unreadable(whose: string, key: string, witness: Witness) {
  return {
    code: 'permission',
    severity: 'warning',
    what: `${whose} cannot be read`,
    why: `the policy does not allow oss:GetObject for ${key}`,
    instead: 'allow oss:GetObject there',
    witness,
  } as const;
}

/** A sweep lists all prefixes of candidates and aliases. */
function listingFindings(context: LintContext, scopeOf: PolicyReader): readonly Finding[] {
  const templates = templatesOf(context);
  const at = (prefix: string, finding: Omit<Finding, 'path' | 'rule' | 'alias'>): Finding => {
    const index = context.ruleSet.rules.findIndex((rule) => rule.prefix.startsWith(prefix));
    const template = templates.find(({ template: { text: of } }) => of.startsWith(prefix));
    return index === -1 && template !== undefined
      ? templateFinding(template, finding)
      : ruleFinding(context, Math.max(0, index), ['match', 'prefix'], finding);
  };
  const find = (prefix: string): readonly Finding[] =>
    isAllowed(context, scopeOf, 'oss:ListObjects', 'prefix', prefix) ? [] : [at(prefix, listingFinding(prefix))];
  return untilSpent(context, allPrefixes(context.ruleSet), find, at);
}

function listingFinding(prefix: string) {
  return {
    code: 'permission',
    severity: 'warning',
    what: `"${prefix}" cannot be listed`,
    why: 'the policy does not allow oss:ListObjects with that prefix, which a sweep needs',
    instead: `allow oss:ListObjects on the bucket where oss:Prefix is like "${prefix}*"`,
  } as const;
}

function versioningFindings(context: LintContext, policy: Policy): readonly Finding[] {
  if (allowsOnBucket(policy, 'oss:GetBucketVersioning')) return [];
  return [
    ruleFinding(context, 0, [], {
      code: 'permission',
      severity: 'warning',
      what: 'the versioning status of the bucket cannot be read',
      why: 'the policy does not allow oss:GetBucketVersioning on the bucket, and each function reads it before it writes an alias',
      instead: 'allow oss:GetBucketVersioning on the bucket, without a condition',
    }),
  ];
}

function isAllowed(
  { search }: LintContext,
  scopeOf: PolicyReader,
  action: string,
  on: 'key' | 'prefix',
  one: string,
): boolean {
  const { allowed, denied } = scopeOf(action, on);
  const isIn = (language: Language) => search({ in: [text(one), language] }).texts.length > 0;
  return allowed.some(isIn) && !denied.some(isIn);
}

function firstDefined<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group === undefined) groups.set(nameOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
