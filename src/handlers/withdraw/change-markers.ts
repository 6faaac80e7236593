import { markerNoteText, putMarker, readMarkerNote } from '../../aliases/model/marker-note.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { eachLimited, mapOrdered, untilAborted } from '../work/concurrency.ts';
import { runProtocol } from '../work/run-protocol.ts';
import type { MarkerCommand, MarkerPlan, MarkerReport, PlannedMarker } from './marker-plan.ts';
import { coveredText, type NamedMarker } from './named-marker.ts';

/**
 * Reads which of the markers exist, and decides what a command does with each. A marker that exists is never written again, so
 * that its reason and time stay.
 *
 * @throws AutoaliasError `alias-refused` if a symlink is at the key of a marker that the command writes.
 */
export async function planMarkers(
  { store }: HandlerContext,
  { what, reason }: { readonly what: MarkerCommand; readonly reason: string },
  markers: readonly NamedMarker[],
): Promise<readonly PlannedMarker[]> {
  const plan = async (marker: NamedMarker): Promise<PlannedMarker> => {
    const { found } = await store.send({ operation: 'HeadObject', key: marker.key });
    if (what === 'restore') return { ...marker, ...RESTORES[found] };
    if (found === 'none') return { ...marker, action: 'withdrawn', why: reason };
    if (found === 'symlink') throw linkAtMarker(marker.key);
    const note = await runProtocol(readMarkerNote(marker.key), store);
    return { ...marker, action: 'unchanged', why: `already ${markerNoteText(note ?? {})}` };
  };
  const planned: PlannedMarker[] = [];
  for await (const marker of mapOrdered(markers, CONCURRENCY, plan)) planned.push(marker);
  return planned;
}

const RESTORES = {
  object: { action: 'restored', why: 'its marker is deleted' },
  none: { action: 'unchanged', why: 'it is not withdrawn' },
  symlink: { action: 'unchanged', why: 'it is not withdrawn: a symlink is at the key of the marker' },
} as const;

function linkAtMarker(key: string): AutoaliasError {
  return new AutoaliasError(
    'alias-refused',
    `a symlink is at ${key}, and a symlink withdraws nothing; delete it, and run the command again. Nothing was written`,
  );
}

/**
 * Writes or deletes the markers of a plan, and logs each. Returns the markers that were changed.
 *
 * @param signal once aborted, no further marker is changed.
 * @throws AutoaliasError if a request fails. The message says how many markers were changed before.
 */
export async function changeMarkers(
  context: HandlerContext,
  plan: MarkerPlan,
  signal?: AbortSignal,
): Promise<readonly PlannedMarker[]> {
  const { what, reason } = plan;
  const { actor } = context;
  const markers = plan.markers.filter(({ action }) => action !== 'unchanged');
  const changed: PlannedMarker[] = [];
  try {
    await eachLimited(untilAborted(markers, signal), CONCURRENCY, async (marker) => {
      const { key, rule, action } = marker;
      if (what === 'restore') await context.store.send({ operation: 'DeleteObject', key });
      else await context.store.send(putMarker(key, { reason, actor, by: what }, context.now()));
      changed.push(marker);
      context.log({
        level: 'info',
        bucket: context.store.bucket,
        event: what,
        rule: rule.name,
        key,
        action,
        reason,
        actor,
      });
    });
    return changed;
  } catch (cause) {
    if (!(cause instanceof AutoaliasError) || markers.length === 1) throw cause;
    const why = `${messageOf(cause)}; ${changed.length} of ${markers.length} markers were changed; run the same command again`;
    throw new AutoaliasError(cause.code, why, { cause });
  }
}

/** The report of a marker. */
export function markerReport(marker: PlannedMarker, isDryRun: boolean): MarkerReport {
  const { key, rule, version, action } = marker;
  const why = isDryRun && action === 'restored' ? 'its marker would be deleted' : marker.why;
  return {
    marker: key,
    rule: rule.name,
    covers: coveredText(marker),
    version: version ?? null,
    action,
    why,
    ...(isDryRun ? { planned: true } : {}),
  };
}
