import { type AliasState, type PlannedAlias, type PlannedChange, planAlias } from '../../aliases/look/plan-alias.ts';
import { type Orphan, readOrphan } from '../../aliases/look/prune-alias.ts';
import { type AliasRecord, readRecord } from '../../aliases/model/alias-record.ts';
import { LOOK } from '../../aliases/model/cause.ts';
import { orderTextOf } from '../../aliases/model/classify-object.ts';
import { readMarkerNote } from '../../aliases/model/marker-note.ts';
import type { PinView } from '../../aliases/model/pin.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { frozenClass } from '../../archive-class.ts';
import { keyHints } from '../../rules/hints/key-hints.ts';
import type { OrderHint } from '../../rules/hints/order-traps.ts';
import { type KeyMatches, matchKey } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import type { KeyReading } from '../../rules/match/read-key.ts';
import type { Rejection } from '../../rules/match/rejection.ts';
import type { UnreadObjects } from '../../rules/match/unread.ts';
import type { Rule } from '../../rules/rule.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { type ListingReader, listForReaders } from '../walk/list-objects.ts';
import { coveredText, markersOfObject, type NamedMarker } from '../withdraw/named-marker.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { createMarkerNotes, type WithdrawnView, withNote } from './held-back.ts';
import { type CandidateSurvey, createCandidateSurveyor, type RejectedObject } from './survey-candidates.ts';
import { type ReleaseView, releaseViewers } from './view-releases.ts';

/** The record that autoalias stores with an alias, in the form of the JSON output. */
export interface RecordView extends Omit<AliasRecord, 'dropsPin' | 'templateDigest'> {
  /** Digest of the template that wrote the alias. */
  readonly form: string;
  /** Whether the write removed a pin on purpose. */
  readonly lifts: boolean;
}

/** An alias, its candidates, and the change that the rules require. */
export interface AliasView {
  readonly alias: string;
  /** Depends on the key and the version of the target. */
  readonly state: AliasState;
  /** The change that `autoalias plan` shows for the alias. */
  readonly change: PlannedChange;
  readonly target: string | null;
  readonly versionId: string | null;
  readonly targetVersionId: string | null;
  readonly record: RecordView | null;
  /** The pin that keeps it where it is, or null. */
  readonly pin: PinView | null;
  /** Its greatest candidate, if that is withdrawn. Without the marker, the alias would point at it. */
  readonly withdrawn: WithdrawnView | null;
  /** The key of the greatest candidate that the alias can point at. */
  readonly winner: string | null;
  /** For aliases that move together: the release that they should show. Null if no release is complete. */
  readonly shown: string | null;
  /** The number of candidates. */
  readonly candidates: number;
  /** The twenty greatest candidates in descending order, each with its order text. */
  readonly greatest: readonly { readonly key: string; readonly order: string }[];
  /** The objects that would be candidates if the order could read them. Null if there are none. */
  readonly unread: UnreadObjects | null;
  /**
   * At most twenty objects under the prefix of the alias that are not candidates, and why. The explained object comes first,
   * then objects that are almost candidates of this alias. Links come last.
   */
  readonly rejected: readonly RejectedObject[];
  /** Versions of the objects above that the order handles unexpectedly. */
  readonly hints: readonly OrderHint[];
  readonly why: string;
}

/** The marker that withdraws a key, and what it says. Any program can write a marker, so what it says can be missing. */
export interface MarkerView {
  readonly marker: string;
  readonly rule: string;
  /** What it withdraws: the key of an object, or a prefix that ends with a slash. */
  readonly covers: string;
  /** Whether the marker exists. */
  readonly exists: boolean;
  readonly reason: string | null;
  readonly actor: string | null;
  /** ISO 8601. */
  readonly time: string | null;
}

/** How one rule reads a key, and which aliases the key affects. */
export interface RuleView {
  readonly rule: string;
  /** Whether the rule matches the key. */
  readonly matched: boolean;
  /** Why the rule does not match the key, or null if it does. */
  readonly why: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly order: { readonly by: string; readonly text: string | null; readonly why: string | null };
  /** What the order does unexpectedly with the version of this key. */
  readonly hints: readonly OrderHint[];
  readonly aliases: readonly AliasView[];
  /** The releases that the key is part of. The regex does not need to match the key. */
  readonly releases: readonly ReleaseView[];
  /** The templates that do not produce an alias for the key, and why. */
  readonly skipped: readonly (Rejection & { readonly alias: string })[];
}

/** The result of {@link explain}. */
export interface Explanation {
  readonly key: string;
  /** What is stored at the key. */
  readonly exists: 'object' | 'symlink' | 'none';
  /** The storage class of the object, if it is archived and not restored. Then it cannot be read, also through an alias. */
  readonly archived: string | null;
  /** The markers that withdraw the key if they exist. Empty if it is not a candidate, or if its rules ignore markers. */
  readonly markers: readonly MarkerView[];
  readonly rules: readonly RuleView[];
  /** The alias that has this key, if a rule defines one. */
  readonly alias: (AliasView & { readonly rule: string }) | null;
  /** If the key is a link that autoalias wrote and no rule defines any more: its rule and target. */
  readonly orphan: Orphan | null;
}

/** Explains how each rule reads a key, which aliases it affects, and which candidate wins each alias. Writes nothing. */
export async function explain(context: HandlerContext, key: string): Promise<Explanation> {
  const { store, ruleSet } = context;
  const head = await store.send({ operation: 'HeadObject', key });
  const matches = matchKey(ruleSet, key);
  const viewers = ruleSet.rules.map((rule) => ruleViewer(context, rule, key, matches));
  const task = matches.matches.length === 0 ? aliasTask(ruleSet, key, LOOK, context.now()) : undefined;
  const ownViewer = task === undefined ? undefined : aliasViewer(context, task);
  const readers = viewers.flatMap((viewer) => viewer.readers);
  await listForReaders(store, ownViewer === undefined ? readers : [...readers, ownViewer]);
  const rules = await Promise.all(viewers.map((viewer) => viewer.view()));
  return {
    key,
    exists: head.found,
    archived: (head.found === 'object' ? frozenClass(head) : undefined) ?? null,
    markers: await Promise.all(markersOfObject(ruleSet, key).map((marker) => markerView(context, marker))),
    rules,
    alias: task === undefined || ownViewer === undefined ? null : { rule: task.rule.name, ...(await ownViewer.view()) },
    orphan: head.found === 'symlink' && ownViewer === undefined ? await orphanAt(context, key) : null,
  };
}

/** Explains one alias: its state, its candidates, and the change that the rules require. Writes nothing. */
export async function viewAlias(context: HandlerContext, task: AliasTask): Promise<AliasView> {
  const viewer = aliasViewer(context, task);
  await listForReaders(context.store, [viewer]);
  return viewer.view();
}

async function markerView({ store }: HandlerContext, named: NamedMarker): Promise<MarkerView> {
  const { key: marker, rule } = named;
  const note = await runProtocol(readMarkerNote(marker), store);
  const { reason = null, actor = null, time = null } = note ?? {};
  return { marker, rule: rule.name, covers: coveredText(named), exists: note !== undefined, reason, actor, time };
}

async function orphanAt({ store }: HandlerContext, key: string): Promise<Orphan | null> {
  return (await runProtocol(readOrphan(key), store)) ?? null;
}

/** Collects what one rule does with a key. */
interface RuleViewer {
  readonly readers: readonly ListingReader[];
  /** Call this after the readers have received their listings. */
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
      return aliasViewer(context, { rule, template, alias, prefix, candidate: { key, reading }, cause: LOOK, now });
    });
  const releases = releaseViewers(rule, key, now);
  return {
    readers: [...aliases, ...releases],
    view: async () => ({
      ...viewRule(rule, key, readings.get(rule)),
      aliases: await Promise.all(aliases.map((viewer) => viewer.view())),
      releases: releases.map((viewer) => viewer.view()),
      skipped: unmatched
        .filter((one) => one.rule === rule)
        .map(({ template, kind, why }) => ({ alias: template.text, kind, why })),
    }),
  };
}

function matchText({ template, source }: Rule['pattern']): string {
  return template === undefined ? `the regex ${source}` : `the key template ${template.text}`;
}

function viewRule(
  rule: Rule,
  key: string,
  reading: KeyReading | undefined,
): Omit<RuleView, 'aliases' | 'releases' | 'skipped'> {
  const order = { by: rule.order.name, text: reading?.orderText ?? null };
  if (reading === undefined) {
    const why = !key.startsWith(rule.prefix)
      ? `the key does not begin with ${rule.prefix}`
      : rule.exclude?.match(key) !== undefined
        ? `exclude ${rule.exclude.source} matches`
        : `${matchText(rule.pattern)} does not match`;
    return { rule: rule.name, matched: false, why, groups: {}, order: { ...order, why: null }, hints: [] };
  }
  const why = reading.order.ok ? null : reading.order.why;
  const hints = keyHints(rule, { candidates: [key] });
  return { rule: rule.name, matched: true, why: null, groups: reading.groups, order: { ...order, why }, hints };
}

/** Collects the candidates of one alias from a listing. */
interface AliasViewer extends ListingReader {
  /** Call this after the prefix has been listed. */
  view(): Promise<AliasView>;
}

function aliasViewer({ store }: HandlerContext, task: AliasTask): AliasViewer {
  const surveyor = createCandidateSurveyor(task);
  return {
    prefix: task.prefix,
    show: surveyor.add,
    async view() {
      const survey = surveyor.end();
      const planned = await runProtocol(planAlias(task, survey), store);
      return viewOf(task, survey, await withNote(planned, createMarkerNotes(store)));
    },
  };
}

function recordView({ dropsPin, templateDigest, ...record }: AliasRecord): RecordView {
  return { ...record, form: templateDigest, lifts: dropsPin };
}

/** A plan with the note of the marker that holds the alias back. */
type NotedPlan = Omit<PlannedAlias, 'withdrawn'> & { readonly withdrawn?: WithdrawnView };

function viewOf(task: AliasTask, survey: CandidateSurvey, planned: NotedPlan): AliasView {
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
    pin: planned.pin ?? null,
    withdrawn: planned.withdrawn ?? null,
    winner: survey.winner?.key ?? null,
    candidates: survey.candidates,
    greatest: survey.greatest.map(({ key }) => ({ key, order: orderTextOf(task, key) })),
    unread: survey.unread ?? null,
    rejected: survey.rejected,
    hints: keyHints(task.rule, { candidates: keysOf(survey.greatest), rejected: keysOf(survey.ownRejected) }),
    shown,
    why: whyOf(task, { ...planned, why }),
  };
}

function keysOf(objects: readonly { readonly key: string }[]): readonly string[] {
  return objects.map(({ key }) => key);
}

/** Why an alias has no target although its release is complete: the release does not contain a file for this alias. */
function whyNoFile({ state }: NotedPlan, { winner }: CandidateSurvey, shown: string | null): string | undefined {
  return winner === undefined && shown !== null && state !== 'pinned' && state !== 'protected'
    ? `release ${shown} is shown and does not have this file`
    : undefined;
}

/** Why the alias is in its state, and what the next event or sweep changes. */
function whyOf(task: AliasTask, { state, change, to, from, why, current, archived }: NotedPlan): string {
  if (current.found === 'object') return whyObject(task, change, to);
  if (state === 'missing') return `it should point at ${to}; the next event or sweep writes it`;
  if (state === 'dangling' && archived === undefined)
    return `its target ${from} is gone${change === 'none' ? `: ${why}` : ''}`;
  if (change === 'none' || to === from) return why;
  return `it should point at ${to ?? 'nothing'}: ${why}`;
}

function whyObject({ rule }: AliasTask, change: PlannedChange, winner: string | null): string {
  const there = 'a real object is at the alias key';
  if (rule.onConflict === 'refuse') return `${there} and is not replaced`;
  if (change === 'none' || winner === null) return `${there}, and no candidate exists to replace it`;
  return `${there}; the next event or sweep replaces it (onConflict: replace)`;
}
