import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
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
import { findCandidate } from '../witness/find-candidate.ts';
import { findWitness } from '../witness/find-witness.ts';

/**
 * What the functions ask of OSS for an alias (OSS "RAM policy" page): PutObject covers PutSymlink, whose tags ask for
 * PutObjectTagging, and GetObject covers GetSymlink.
 */
const OF_ALIASES = [
  ['oss:PutObject', 'key'],
  ['oss:PutObjectTagging', 'key'],
  ['oss:GetObject', 'key'],
  ['oss:GetObjectVersion', 'key'],
  ['oss:ListObjectVersions', 'prefix'],
  ['oss:DeleteObject', 'key'],
] as const;

/** Aliases that could not be written, candidates that could not be read and prefixes that could not be listed. */
export const permissions: Check = (context) => {
  const { policy } = context;
  if (policy === undefined) return [];
  const speaks = createPolicyReader(policy);
  return [
    ...eachTemplate(context, (placed) => ofAliases(context, speaks, placed)),
    ...eachRule(context, (rule, index) => [
      ...ofCandidates(context, speaks, rule, index),
      ...ofFallback(context, speaks, rule, index),
    ]),
    ...ofListings(context, speaks),
    ...ofVersioning(context, policy),
  ];
};

interface ActionScope {
  readonly allowed: readonly Language[];
  readonly denied: readonly Language[];
}

/** What the policy says of an action. Each alias template asks for the same actions, and each statement has patterns to compile. */
type PolicyReader = (action: string, on: 'key' | 'prefix') => ActionScope;

function createPolicyReader(policy: Policy): PolicyReader {
  const known = new Map<string, ActionScope>();
  return (action, on) => {
    const before = known.get(`${action} ${on}`);
    if (before !== undefined) return before;
    const spoken = {
      allowed: resourcesOf(policy, 'Allow', action, on),
      denied: resourcesOf(policy, 'Deny', action, on),
    };
    known.set(`${action} ${on}`, spoken);
    return spoken;
  };
}

function ofAliases({ search }: LintContext, speaks: PolicyReader, placed: PlacedTemplate): readonly Finding[] {
  const refused = OF_ALIASES.flatMap(([action, on]) => {
    if (action === 'oss:DeleteObject' && placed.rule.onDelete === 'keep') return [];
    const { allowed, denied } = speaks(action, on);
    const questions = [{ in: [], notIn: allowed }, ...denied.map((one) => ({ in: [one] }))];
    const found = firstOf(questions, (question) => findWitness(placed, question, search));
    return found === undefined ? [] : [{ action, found }];
  });
  return inGroups(refused, ({ found }) => found.alias).map((group) => {
    const { found } = group[0];
    const actions = group.map(({ action }) => action).join(', ');
    const sure = found.key !== undefined;
    return templateFinding(placed, {
      code: 'permission',
      severity: sure ? 'warning' : 'note',
      what: `the policy ${sure ? 'is' : 'may be'} too narrow for aliases of "${placed.template.text}"`,
      why: `it does not allow ${actions} for ${found.alias}${sure ? `, which ${found.key} gives` : ''}`,
      instead: 'allow that there, or put the alias where it is allowed',
      witness: found,
    });
  });
}

function ofCandidates(context: LintContext, speaks: PolicyReader, rule: Rule, index: number): readonly Finding[] {
  const { allowed, denied } = speaks('oss:GetObject', 'key');
  const questions = [{ notIn: allowed }, ...denied.map((one) => ({ in: [one] }))];
  const key = firstOf(questions, (question) => findCandidate(rule, question, context.search));
  return key === undefined ? [] : [ruleFinding(context, index, ['match'], unreadable('candidates', key, { key }))];
}

function ofFallback(context: LintContext, speaks: PolicyReader, rule: Rule, index: number): readonly Finding[] {
  const key = rule.fallback;
  if (key === undefined || isAllowed(context, speaks, 'oss:GetObject', 'key', key)) return [];
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

/** A sweep lists wherever candidates or aliases can lie. */
function ofListings(context: LintContext, speaks: PolicyReader): readonly Finding[] {
  const templates = templatesOf(context);
  const at = (prefix: string, finding: Omit<Finding, 'path' | 'rule' | 'alias'>): Finding => {
    const index = context.ruleSet.rules.findIndex((rule) => rule.prefix.startsWith(prefix));
    const template = templates.find(({ template: { text: of } }) => of.startsWith(prefix));
    return index === -1 && template !== undefined
      ? templateFinding(template, finding)
      : ruleFinding(context, Math.max(0, index), ['match', 'prefix'], finding);
  };
  const find = (prefix: string): readonly Finding[] =>
    isAllowed(context, speaks, 'oss:ListObjects', 'prefix', prefix) ? [] : [at(prefix, unlisted(prefix))];
  return untilSpent(context, allPrefixes(context.ruleSet), find, at);
}

function unlisted(prefix: string) {
  return {
    code: 'permission',
    severity: 'warning',
    what: `"${prefix}" cannot be listed`,
    why: 'the policy does not allow oss:ListObjects with that prefix, and a sweep asks for it',
    instead: `allow oss:ListObjects on the bucket where oss:Prefix is like "${prefix}*"`,
  } as const;
}

function ofVersioning(context: LintContext, policy: Policy): readonly Finding[] {
  if (allowsOnBucket(policy, 'oss:GetBucketVersioning')) return [];
  return [
    ruleFinding(context, 0, [], {
      code: 'permission',
      severity: 'warning',
      what: 'whether the bucket has versions cannot be asked',
      why: 'the policy does not allow oss:GetBucketVersioning on the bucket, and each function asks before its first alias',
      instead: 'allow oss:GetBucketVersioning on the bucket, without a condition',
    }),
  ];
}

function isAllowed(
  { search }: LintContext,
  speaks: PolicyReader,
  action: string,
  on: 'key' | 'prefix',
  one: string,
): boolean {
  const { allowed, denied } = speaks(action, on);
  const isIn = (language: Language) => search({ in: [text(one), language] }).texts.length > 0;
  return allowed.some(isIn) && !denied.some(isIn);
}

function firstOf<T, R>(items: readonly T[], look: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inGroups<T>(items: readonly T[], nameOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group === undefined) groups.set(nameOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
