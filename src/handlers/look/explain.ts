import { type AliasState, type PlannedAlias, type PlannedChange, planAlias } from '../../aliases/look/plan-alias.ts';
import { lookAtOrphan, type Orphan } from '../../aliases/look/prune-alias.ts';
import { type AliasRecord, readRecord } from '../../aliases/model/alias-record.ts';
import { orderTextOf } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { readKey } from '../../rules/match/read-key.ts';
import type { Rule } from '../../rules/rule.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type CandidateSurvey, surveyCandidates } from './survey-candidates.ts';
import { type ReleaseView, viewReleases } from './view-releases.ts';

/** What stands at an alias key. */
export interface AliasView {
  readonly alias: string;
  /** Judged by the target's key and version. */
  readonly state: AliasState;
  /** What a plan would do to it. */
  readonly change: PlannedChange;
  readonly target: string | null;
  readonly versionId: string | null;
  readonly targetVersionId: string | null;
  readonly record: AliasRecord | null;
  readonly winner: string | null;
  /** For aliases that move together: the release that they show, or null if none is complete. */
  readonly shown: string | null;
  readonly candidates: number;
  /** The twenty greatest of them, the winner first, with the text that they are ordered by. */
  readonly greatest: readonly { readonly key: string; readonly order: string }[];
  /**
   * Objects under the prefix of the alias that are not candidates, at most twenty, and why: first those that would be
   * candidates of this alias, links last.
   */
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
  /** What the key is to releases that move as one, whether the regex matches it or not. */
  readonly releases: readonly ReleaseView[];
  readonly skipped: readonly { readonly alias: string; readonly why: string }[];
}

/** What every rule does with a key, and what the key is itself. */
export interface Explanation {
  readonly key: string;
  readonly exists: 'object' | 'symlink' | 'none';
  readonly rules: readonly RuleView[];
  /** The alias that the key itself is, where some rule can give it. */
  readonly alias: (AliasView & { readonly rule: string }) | null;
  /** Of a link of ours that no rule gives any more: whose it was. */
  readonly orphan: Orphan | null;
}

/** A sweep's, not that of a person who names an alias: what a sweep leaves away is not missing. */
const CAUSE = { kind: 'sweep', byHand: true } as const;

/** Says what every rule makes of a key, who competes for its aliases, who wins and why. Reads only. */
export async function explain(context: HandlerContext, key: string): Promise<Explanation> {
  const head = await context.store.send({ operation: 'HeadObject', key });
  const { matches, unmatched } = matchKey(context.ruleSet, key);
  const rules = await Promise.all(
    context.ruleSet.rules.map(async (rule): Promise<RuleView> => {
      const mine = matches.filter((match) => match.rule === rule);
      const aliases = mine.map(({ template, alias, reading }) =>
        viewAlias(context, {
          rule,
          template,
          alias,
          prefix: narrowestPrefix(rule, template, reading.groups),
          cause: CAUSE,
          now: context.now(),
        }),
      );
      return {
        ...viewRule(rule, key),
        aliases: await Promise.all(aliases),
        releases: await viewReleases(context, rule, key),
        skipped: unmatched
          .filter((one) => one.rule === rule)
          .map(({ template, why }) => ({ alias: template.text, why })),
      };
    }),
  );
  const own = matches.length === 0 ? aliasTask(context.ruleSet, key, CAUSE, context.now()) : undefined;
  return {
    key,
    exists: head.found,
    rules,
    alias: own === undefined ? null : { rule: own.rule.name, ...(await viewAlias(context, own)) },
    orphan: head.found === 'symlink' && own === undefined ? await orphanAt(context, key) : null,
  };
}

async function orphanAt({ store }: HandlerContext, key: string): Promise<Orphan | null> {
  return (await runProtocol(lookAtOrphan(key), store)) ?? null;
}

function viewRule(rule: Rule, key: string): Omit<RuleView, 'aliases' | 'releases' | 'skipped'> {
  const reading = readKey(rule, key);
  const order = { by: rule.orderName, text: reading?.orderText ?? null };
  if (reading === undefined) {
    const why = !key.startsWith(rule.prefix)
      ? `the key does not begin with ${rule.prefix}`
      : rule.exclude?.match(key) !== undefined
        ? `exclude ${rule.exclude.source} matches`
        : `the regex ${rule.pattern.source} does not match`;
    return { rule: rule.name, matched: false, why, groups: {}, order: { ...order, why: null } };
  }
  const why = reading.order.ok ? null : reading.order.why;
  return { rule: rule.name, matched: true, why: null, groups: reading.groups, order: { ...order, why } };
}

/** One alias: what it is, what it should be, and who was considered. */
export async function viewAlias({ store }: HandlerContext, task: AliasTask): Promise<AliasView> {
  const survey = await surveyCandidates(store, task);
  const planned = await runProtocol(planAlias(task, survey), store);
  const { current, state, change } = planned;
  const shown = survey.release?.chosen?.name ?? null;
  const why = whyNoFile(planned, survey, shown) ?? planned.why;
  const link = current.found === 'symlink' ? current : undefined;
  const record = link === undefined ? null : (readRecord(link) ?? null);
  return {
    alias: task.alias,
    state,
    change,
    target: planned.from,
    versionId: link?.versionId ?? null,
    targetVersionId: record?.identity.versionId ?? null,
    record,
    winner: survey.winner?.key ?? null,
    candidates: survey.candidates,
    greatest: survey.greatest.map(({ key }) => orderOf(task, key)),
    rejected: survey.rejected,
    shown,
    why: whyOf(task, { ...planned, why }),
  };
}

/** If the release that is shown has no file for an alias, the alias goes, even if other releases have candidates for it. */
function whyNoFile({ state }: PlannedAlias, { winner }: CandidateSurvey, shown: string | null): string | undefined {
  return winner === undefined && shown !== null && state !== 'pinned' && state !== 'protected'
    ? `release ${shown} is shown and does not have this file`
    : undefined;
}

function orderOf(task: AliasTask, key: string) {
  return { key, order: orderTextOf(task, key) };
}

/** Why it is as it is, and what comes of it. */
function whyOf(task: AliasTask, { state, change, to, from, why, current }: PlannedAlias): string {
  if (current.found === 'object') return whyObject(task, change, to);
  if (state === 'missing') return `it should point at ${to}; the next event or sweep writes it`;
  if (state === 'dangling') return `its target ${from} is gone${change === 'none' ? `: ${why}` : ''}`;
  if (change === 'none' || to === from) return why;
  return `it should point at ${to ?? 'nothing'}: ${why}`;
}

function whyObject({ rule }: AliasTask, change: PlannedChange, winner: string | null): string {
  const there = 'a real object stands at the alias key';
  if (rule.onConflict === 'refuse') return `${there}, and is never replaced`;
  if (change === 'none' || winner === null) return `${there}, and no candidate to take its place`;
  return `${there}; the next event or sweep replaces it (onConflict: replace)`;
}
