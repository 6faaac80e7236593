import type { Release } from '../rules/release-survey.ts';
import { lookAtRelease, type ReleaseSeen } from './look-at-release.ts';
import { type PlannedAlias, planAlias } from './plan-alias.ts';
import { inChunks, type Protocol } from './protocol.ts';
import type { ReleaseTask } from './release-task.ts';
import { memberTask } from './settle-release.ts';

/** A group of aliases as it is, and as the rules say. */
export interface PlannedRelease {
  /** The release that it should show; undefined where none is complete. */
  readonly release: Release | undefined;
  readonly aliases: readonly (PlannedAlias & { readonly alias: string })[];
}

/**
 * What `settleRelease` would do to a group, by the same decisions. Reads only.
 *
 * @param seen what a listing showed already; without it the group is listed.
 */
export function* planRelease(task: ReleaseTask, seen?: ReleaseSeen): Protocol<PlannedRelease> {
  const { choice, aliases } = seen ?? (yield* lookAtRelease(task));
  const planned = yield* inChunks(aliases, function* (alias) {
    const shown = { winner: choice.chosen?.members.get(alias), release: choice };
    return { alias, ...(yield* planAlias(memberTask(task, alias), shown)) };
  });
  return { release: choice.chosen, aliases: planned };
}
