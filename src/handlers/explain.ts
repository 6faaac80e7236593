import { type AliasRecord, readRecord } from '../aliases/alias-record.ts';
import type { AliasTask } from '../aliases/alias-task.ts';
import { classifyObject } from '../aliases/classify-object.ts';
import { type Candidate, compareCandidates } from '../rules/candidate.ts';
import { matchKey } from '../rules/match-key.ts';
import { narrowestPrefix } from '../rules/narrowest-prefix.ts';
import { readKey } from '../rules/read-key.ts';
import type { Rule } from '../rules/rule.ts';
import { aliasTask } from './handle-changes.ts';
import type { HandlerContext } from './handler-context.ts';
import { listObjects } from './list-objects.ts';

/** What stands at an alias key. */
export interface AliasView {
  readonly alias: string;
  readonly state: 'right' | 'stale' | 'dangling' | 'foreign' | 'absent' | 'missing';
  readonly target: string | null;
  readonly versionId: string | null;
  readonly targetVersionId: string | null;
  readonly record: AliasRecord | null;
  readonly winner: string | null;
  readonly candidates: number;
  /** Objects under the alias's prefix that are no candidates, the first twenty, with why. */
  readonly rejected: readonly { readonly key: string; readonly why: string }[];
  readonly why: string;
}

/** What one rule makes of a key. */
export interface RuleView {
  readonly rule: string;
  readonly matched: boolean;
  readonly why: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly order: { readonly by: string; readonly text: string | null; readonly why: string | null };
  readonly aliases: readonly AliasView[];
  readonly skipped: readonly { readonly alias: string; readonly why: string }[];
}

export interface Explanation {
  readonly key: string;
  readonly exists: 'object' | 'symlink' | 'none';
  readonly rules: readonly RuleView[];
  /** The alias that the key itself is, where some rule can give it. */
  readonly alias: (AliasView & { readonly rule: string }) | null;
}

const SHOWN = 20;

/** Says what every rule makes of a key, who competes for its aliases, who wins and why. Reads only. */
export const explain = async (context: HandlerContext, key: string): Promise<Explanation> => {
  const head = await context.store.send({ operation: 'HeadObject', key });
  const { matches, unmatched } = matchKey(context.ruleSet, key);
  const rules = await Promise.all(
    context.ruleSet.rules.map(async (rule): Promise<RuleView> => {
      const mine = matches.filter((match) => match.rule === rule);
      const aliases = mine.map(({ form, alias, reading }) =>
        viewAlias(context, {
          rule,
          form,
          alias,
          prefix: narrowestPrefix(rule, form, reading.groups),
          cause: { kind: 'apply', key },
        }),
      );
      return {
        ...viewRule(rule, key),
        aliases: await Promise.all(aliases),
        skipped: unmatched.filter((one) => one.rule === rule).map(({ form, why }) => ({ alias: form.text, why })),
      };
    }),
  );
  const own = matches.length === 0 ? aliasTask(context.ruleSet, key, { kind: 'apply', key }) : undefined;
  return {
    key,
    exists: head.found,
    rules,
    alias: own === undefined ? null : { rule: own.rule.name, ...(await viewAlias(context, own)) },
  };
};

const viewRule = (rule: Rule, key: string): Omit<RuleView, 'aliases' | 'skipped'> => {
  const reading = readKey(rule, key);
  const order = { by: rule.orderName, text: reading?.orderText ?? null };
  if (reading === undefined) {
    const why = key.startsWith(rule.prefix)
      ? `the regex ${rule.pattern.source} does not match`
      : `the key does not begin with ${rule.prefix}`;
    return { rule: rule.name, matched: false, why, groups: {}, order: { ...order, why: null } };
  }
  const why = reading.order.ok ? null : reading.order.why;
  return { rule: rule.name, matched: true, why: null, groups: reading.groups, order: { ...order, why } };
};

const whyForeign = ({ rule }: AliasTask, winner: Candidate | undefined): string => {
  const there = 'a real object stands at the alias key';
  if (rule.onConflict === 'refuse') return `${there}, and is never replaced`;
  if (winner === undefined) return `${there}, and no candidate to take its place`;
  return `${there}; the next event or sweep replaces it (onConflict: replace)`;
};

/** One alias: what it is, what it should be, and who was considered. */
export const viewAlias = async (context: HandlerContext, task: AliasTask): Promise<AliasView> => {
  const current = await context.store.send({ operation: 'GetSymlink', key: task.alias });
  const survey = await surveyCandidates(context, task);
  const base = {
    alias: task.alias,
    target: null,
    versionId: null,
    targetVersionId: null,
    record: null,
    winner: survey.winner?.key ?? null,
    candidates: survey.candidates,
    rejected: survey.rejected,
  };
  if (current.found === 'object') {
    return { ...base, state: 'foreign', why: whyForeign(task, survey.winner) };
  }
  if (current.found === 'none') {
    return survey.winner === undefined
      ? { ...base, state: 'absent', why: 'there are no candidates' }
      : {
          ...base,
          state: 'missing',
          why: `it should point at ${survey.winner.key}; the next event or sweep writes it`,
        };
  }
  const record = readRecord(current) ?? null;
  const seen = {
    ...base,
    target: current.target,
    versionId: current.versionId ?? null,
    targetVersionId: record?.identity.versionId ?? null,
    record,
  };
  if (current.target === survey.winner?.key)
    return { ...seen, state: 'right', why: 'it points at the greatest candidate' };
  const target = await context.store.send({ operation: 'HeadObject', key: current.target });
  if (target.found !== 'object') return { ...seen, state: 'dangling', why: `its target ${current.target} is gone` };
  return { ...seen, state: 'stale', why: `it should point at ${survey.winner?.key ?? 'nothing'}` };
};

interface Survey {
  readonly winner: Candidate | undefined;
  readonly candidates: number;
  readonly rejected: readonly { readonly key: string; readonly why: string }[];
}

const surveyCandidates = async ({ store }: HandlerContext, task: AliasTask): Promise<Survey> => {
  let winner: Candidate | undefined;
  let candidates = 0;
  const rejected: { key: string; why: string }[] = [];
  for await (const object of listObjects(store, task.prefix)) {
    const found = classifyObject(task, object);
    if ('why' in found) {
      if (rejected.length < SHOWN) rejected.push({ key: object.key, why: found.why });
      continue;
    }
    candidates++;
    if (winner === undefined || compareCandidates(task.rule, found, winner) > 0) winner = found;
  }
  return { winner, candidates, rejected };
};
