import { readMarkerOfLink } from '../../aliases/look/marker-moves.ts';
import { type AliasState, type PlannedAlias, type PlannedChange, planAlias } from '../../aliases/look/plan-alias.ts';
import { type AliasObject, type AliasRecord, readRecord } from '../../aliases/model/alias-record.ts';
import { orderTextOf } from '../../aliases/model/classify-object.ts';
import type { PinView } from '../../aliases/model/pin.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { keyHints } from '../../rules/hints/key-hints.ts';
import type { OrderHint } from '../../rules/hints/order-traps.ts';
import type { UnreadObjects } from '../../rules/match/unread.ts';
import type { Store } from '../../stores/store.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { type MoverFields, moverFields } from '../past/mover-fields.ts';
import { type ListingReader, listForReaders } from '../walk/list-objects.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { createMarkerNotes, type WithdrawnView, withNote } from './held-back.ts';
import { type CandidateSurvey, createCandidateSurveyor, type RejectedObject } from './survey-candidates.ts';

/** The record that autoalias stores with an alias, in the form of the JSON output: the actor is the person. */
export interface RecordView extends Omit<AliasRecord, 'dropsPin' | 'templateDigest'>, Pick<MoverFields, 'marker'> {
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

/** Explains one alias: its state, its candidates, and the change that the rules require. Writes nothing. */
export async function viewAlias(context: HandlerContext, task: AliasTask): Promise<AliasView> {
  const viewer = aliasViewer(context, task);
  await listForReaders(context.store, [viewer]);
  return viewer.view();
}

/** Collects the candidates of one alias from a listing. */
export interface AliasViewer extends ListingReader {
  /** Call this after the prefix has been listed. */
  view(): Promise<AliasView>;
}

/** Creates a viewer for one alias. */
export function aliasViewer({ store }: HandlerContext, task: AliasTask): AliasViewer {
  const surveyor = createCandidateSurveyor(task);
  return {
    prefix: task.prefix,
    show: surveyor.add,
    async view() {
      const survey = surveyor.end();
      const planned = await runProtocol(planAlias(task, survey), store);
      const noted = await withNote(planned, createMarkerNotes(store));
      return { ...viewOf(task, survey, noted), record: await recordAt(store, planned.current) };
    },
  };
}

async function recordAt(store: Store, current: AliasObject): Promise<RecordView | null> {
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (current.found !== 'symlink' || record === undefined) return null;
  const { dropsPin, templateDigest, ...more } = record;
  const marker = await runProtocol(readMarkerOfLink(current), store);
  const { actor, ...mover } = moverFields({ actor: record.actor ?? null }, marker);
  return { ...more, form: templateDigest, lifts: dropsPin, actor: actor ?? undefined, ...mover };
}

/** A plan with the note of the marker that holds the alias back. */
type NotedPlan = Omit<PlannedAlias, 'withdrawn'> & { readonly withdrawn?: WithdrawnView };

function viewOf(task: AliasTask, survey: CandidateSurvey, planned: NotedPlan): Omit<AliasView, 'record'> {
  const { current, state, change } = planned;
  const shown = survey.release?.chosen?.name ?? null;
  const why = whyNoFile(planned, survey, shown) ?? planned.why;
  const link = current.found === 'symlink' ? current : undefined;
  const record = link === undefined ? undefined : readRecord(link);
  return {
    alias: task.alias,
    state,
    change,
    target: planned.from,
    versionId: link?.versionId ?? null,
    targetVersionId: record?.identity.versionId ?? null,
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
