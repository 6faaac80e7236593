import { compareCandidates } from '../../rules/match/candidate.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { type AliasRecord, readRecord } from '../model/alias-record.ts';
import { recordedCandidate } from '../model/classify-object.ts';
import { sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import type { WinnerLookup } from './find-winner.ts';

/** What an alias should become, given what it is and who wins. `create` is a `point` where there is no alias. */
export type Decision =
  | { readonly want: 'nothing'; readonly action: 'unchanged' | 'kept'; readonly why: string }
  | { readonly want: 'point' | 'create'; readonly target: Target; readonly why: string }
  | { readonly want: 'delete'; readonly why: string };

/** The filling of the sandwich: everything has been read, nothing has been written. */
export function decide(task: AliasTask, current: AliasObject, { winner, release }: WinnerLookup): Decision {
  const name = winner === undefined ? '' : nameOf(winner, release);
  const best = winner?.isFallback ? `no candidate is left, so ${name}` : name;
  if (current.found !== 'symlink') {
    if (winner !== undefined) return { want: 'create', target: winner, why: best };
    return { want: 'nothing', action: 'unchanged', why: 'no candidates, and no alias' };
  }
  const record = readRecord(current);
  if (winner !== undefined && record !== undefined && isRight(task, current, record, winner)) {
    return { want: 'nothing', action: 'unchanged', why: `it points at ${name}` };
  }
  const outlived = OUTLIVED[task.rule.onDelete];
  if (outlived !== undefined && outlives(task, current, record, winner)) return outlived;
  if (winner !== undefined) return { want: 'point', target: winner, why: best };
  if (record === undefined) {
    return { want: 'nothing', action: 'unchanged', why: 'no candidates, and the link there is not ours' };
  }
  if (task.rule.fallback !== undefined) return NOTHING_LEFT;
  const why =
    release?.chosen === undefined ? 'no candidates are left' : `release ${release.chosen.name} has none for it`;
  return { want: 'delete', why };
}

/** Readers get an error either way, and only a link of ours tells that it is to show the fallback once that is there. */
const NOTHING_LEFT: Decision = {
  want: 'nothing',
  action: 'kept',
  why: 'no candidate is left, and what the rule falls back to is not there; it stays, to show that once it is',
};

/** The winner, in words. */
function nameOf({ isFallback }: Target, release: WinnerLookup['release']): string {
  if (isFallback) return 'what the rule falls back to';
  return release?.chosen === undefined
    ? 'the greatest candidate'
    : `release ${release.chosen.name}, the greatest complete one`;
}

/** Points at the winner, at the same version of it, as this form of this rule writes it. */
export function isRight(
  task: AliasTask,
  link: SymlinkFound,
  record: AliasRecord,
  winner: Pick<Target, 'key' | 'identity'>,
): boolean {
  return (
    link.target === winner.key &&
    sameIdentity(record.identity, winner.identity) &&
    record.rule === task.rule.name &&
    record.form === task.template.digest &&
    // It has ended, or a person lifts it.
    record.pin === undefined
  );
}

/** The alias's target is better than every candidate that is left: it was deleted. Releases know nothing but `repoint`. */
function outlives(
  task: AliasTask,
  link: SymlinkFound,
  record: AliasRecord | undefined,
  winner: Target | undefined,
): boolean {
  // Where a person had pinned it, its order says nothing.
  if (record === undefined || record.form !== task.template.digest || record.pin !== undefined) return false;
  const target = recordedCandidate(task, link);
  if (target === undefined) return false;
  return winner === undefined || (winner.key !== target.key && compareCandidates(task.rule, target, winner) > 0);
}

/** What `onDelete` says of an alias whose target was deleted; `repoint` follows the candidates like any other alias. */
const OUTLIVED: Readonly<Record<AliasTask['rule']['onDelete'], Decision | undefined>> = {
  repoint: undefined,
  remove: { want: 'delete', why: 'its target was deleted (onDelete: remove)' },
  keep: { want: 'nothing', action: 'kept', why: 'its target was deleted (onDelete: keep)' },
};
