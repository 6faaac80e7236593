import { type AliasState, type PlannedAlias, type PlannedChange, planAlias } from '../../aliases/look/plan-alias.ts';
import { type Orphan, readOrphan } from '../../aliases/look/prune-alias.ts';
import { type AliasRecord, readRecord } from '../../aliases/model/alias-record.ts';
import { orderTextOf } from '../../aliases/model/classify-object.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { type KeyMatches, matchKey } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import type { KeyReading } from '../../rules/match/read-key.ts';
import type { Rule } from '../../rules/rule.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { type ListingReader, listForReaders } from '../walk/list-objects.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type CandidateSurvey, createCandidateSurveyor } from './survey-candidates.ts';
import { type ReleaseView, releaseViewers } from './view-releases.ts';

/** The record of an alias. */
export interface RecordView extends Omit<AliasRecord, 'dropsPin'> {
  /** Its writer dropped a pin on purpose. */
  readonly lifts: boolean;
}

/** An alias, what the rules make of it, and its candidates. */
export interface AliasView {
  readonly alias: string;
  /** Judged by the key and version of the target. */
  readonly state: AliasState;
  /** What a plan would do to the alias. */
  readonly change: PlannedChange;
  readonly target: string | null;
  readonly versionId: string | null;
  readonly targetVersionId: string | null;
  readonly record: RecordView | null;
  readonly winner: string | null;
  /** For aliases that move together: the release that they show, or null if none is complete. */
  readonly shown: string | null;
  readonly candidates: number;
  /** The twenty greatest candidates in descending order, each with the text that orders it. */
  readonly greatest: readonly { readonly key: string; readonly order: string }[];
  /**
   * At most twenty objects under the prefix of the alias that are not candidates, and why. Objects that are nearly
   * candidates of this alias come first, links last.
   */
  readonly rejected: readonly { readonly key: string; readonly why: string }[];
  readonly why: string;
}

/** What one rule does with a key. */
export interface RuleView {
  readonly rule: string;
  readonly matched: boolean;
  readonly why: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly order: { readonly by: string; readonly text: string | null; readonly why: string | null };
  readonly aliases: readonly AliasView[];
  /** The releases that the key is a part of, whether the regex matches it or not. */
  readonly releases: readonly ReleaseView[];
  readonly skipped: readonly { readonly alias: string; readonly why: string }[];
}

/** What each rule does with a key. */
export interface Explanation {
  readonly key: string;
  readonly exists: 'object' | 'symlink' | 'none';
  readonly rules: readonly RuleView[];
  /** The alias that has this key, if a rule defines one. */
  readonly alias: (AliasView & { readonly rule: string }) | null;
  /** If the key is a link that autoalias wrote and no rule defines any more: its rule and target. */
  readonly orphan: Orphan | null;
}

/** The cause of a sweep, not of a named alias: an alias that a sweep would not create is not missing. */
const CAUSE = { kind: 'sweep', byHand: true } as const;

/** Explains what each rule does with a key: its aliases, their candidates, the winner and why. Writes nothing. */
export async function explain(context: HandlerContext, key: string): Promise<Explanation> {
  const { store, ruleSet } = context;
  const head = await store.send({ operation: 'HeadObject', key });
  const matches = matchKey(ruleSet, key);
  const viewers = ruleSet.rules.map((rule) => ruleViewer(context, rule, key, matches));
  const task = matches.matches.length === 0 ? aliasTask(ruleSet, key, CAUSE, context.now()) : undefined;
  const own = task === undefined ? undefined : aliasViewer(context, task);
  await listForReaders(store, [...viewers.flatMap(({ readers }) => readers), ...(own === undefined ? [] : [own])]);
  const rules = await Promise.all(viewers.map((viewer) => viewer.view()));
  return {
    key,
    exists: head.found,
    rules,
    alias: task === undefined || own === undefined ? null : { rule: task.rule.name, ...(await own.view()) },
    orphan: head.found === 'symlink' && own === undefined ? await orphanAt(context, key) : null,
  };
}

/** Explains one alias: its state, what the rules make of it, and its candidates. */
export async function viewAlias(context: HandlerContext, task: AliasTask): Promise<AliasView> {
  const viewer = aliasViewer(context, task);
  await listForReaders(context.store, [viewer]);
  return viewer.view();
}

async function orphanAt({ store }: HandlerContext, key: string): Promise<Orphan | null> {
  return (await runProtocol(readOrphan(key), store)) ?? null;
}

interface RuleViewer {
  readonly readers: readonly ListingReader[];
  /** Call it once the readers have read their listings. */
  view(): Promise<RuleView>;
}

function ruleViewer(
  context: HandlerContext,
  rule: Rule,
  key: string,
  { matches, unmatched, readings }: KeyMatches,
): RuleViewer {
  const now = context.now();
  const aliases = matches
    .filter((match) => match.rule === rule)
    .map(({ template, alias, reading }) => {
      const prefix = narrowestPrefix(rule, template, reading.groups);
      return aliasViewer(context, { rule, template, alias, prefix, candidate: { key, reading }, cause: CAUSE, now });
    });
  const releases = releaseViewers(rule, key, now);
  return {
    readers: [...aliases, ...releases],
    view: async () => ({
      ...viewRule(rule, key, readings.get(rule)),
      aliases: await Promise.all(aliases.map((viewer) => viewer.view())),
      releases: releases.map((viewer) => viewer.view()),
      skipped: unmatched.filter((one) => one.rule === rule).map(({ template, why }) => ({ alias: template.text, why })),
    }),
  };
}

function viewRule(
  rule: Rule,
  key: string,
  reading: KeyReading | undefined,
): Omit<RuleView, 'aliases' | 'releases' | 'skipped'> {
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

interface AliasViewer extends ListingReader {
  /** Call it once the prefix was listed. */
  view(): Promise<AliasView>;
}

function aliasViewer({ store }: HandlerContext, task: AliasTask): AliasViewer {
  const surveyor = createCandidateSurveyor(task);
  return {
    prefix: task.prefix,
    show: surveyor.add,
    async view() {
      const survey = surveyor.end();
      return viewOf(task, survey, await runProtocol(planAlias(task, survey), store));
    },
  };
}

function recordView({ dropsPin, ...record }: AliasRecord): RecordView {
  return { ...record, lifts: dropsPin };
}

function viewOf(task: AliasTask, survey: CandidateSurvey, planned: PlannedAlias): AliasView {
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
    record: record === null ? null : recordView(record),
    winner: survey.winner?.key ?? null,
    candidates: survey.candidates,
    greatest: survey.greatest.map(({ key }) => ({ key, order: orderTextOf(task, key) })),
    rejected: survey.rejected,
    shown,
    why: whyOf(task, { ...planned, why }),
  };
}

/** If the shown release has no file for an alias, the alias is removed, even if other releases have candidates for it. */
function whyNoFile({ state }: PlannedAlias, { winner }: CandidateSurvey, shown: string | null): string | undefined {
  return winner === undefined && shown !== null && state !== 'pinned' && state !== 'protected'
    ? `release ${shown} is shown and does not have this file`
    : undefined;
}

/** Why the alias is in its state, and what will change. */
function whyOf(task: AliasTask, { state, change, to, from, why, current }: PlannedAlias): string {
  if (current.found === 'object') return whyObject(task, change, to);
  if (state === 'missing') return `it should point at ${to}; the next event or sweep writes it`;
  if (state === 'dangling') return `its target ${from} is gone${change === 'none' ? `: ${why}` : ''}`;
  if (change === 'none' || to === from) return why;
  return `it should point at ${to ?? 'nothing'}: ${why}`;
}

function whyObject({ rule }: AliasTask, change: PlannedChange, winner: string | null): string {
  const there = 'a real object is at the alias key';
  if (rule.onConflict === 'refuse') return `${there} and is not replaced`;
  if (change === 'none' || winner === null) return `${there}, and no candidate exists to replace it`;
  return `${there}; the next event or sweep replaces it (onConflict: replace)`;
}
