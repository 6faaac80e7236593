import { compareCandidates } from '../../rules/match/candidate.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { type AliasRecord, isByTemplate, isUnfinished, readRecord } from '../model/alias-record.ts';
import { recordedCandidate } from '../model/classify-object.ts';
import { unwantedLifetime } from '../model/link-headers.ts';
import { TARGET_WITHDRAWN } from '../model/outcome.ts';
import { sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import type { WinnerLookup } from './find-winner.ts';

/** What to do with an alias. `create` is `point` for a key without a link. */
export type Decision =
  | { readonly want: 'nothing'; readonly action: 'unchanged' | 'kept'; readonly why: string }
  | { readonly want: 'point' | 'create'; readonly target: Target; readonly why: string }
  | { readonly want: 'delete'; readonly why: string };

/** Decides from what was read. Sends no request. */
export function decide(task: AliasTask, current: AliasObject, lookup: WinnerLookup): Decision {
  const { winner, release } = lookup;
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
  if (isTargetWithdrawn(current, lookup)) {
    // Not a deletion, so `onDelete` does not apply, and the target must not stay until the fallback exists.
    if (winner !== undefined) return { want: 'point', target: winner, why: `${TARGET_WITHDRAWN}; ${best}` };
    if (record !== undefined) return { want: 'delete', why: `${TARGET_WITHDRAWN}; ${whyNothing(release)}` };
  }
  const afterDeletion = WHEN_DELETED[task.rule.onDelete];
  if (afterDeletion !== undefined && isTargetDeleted(task, current, record, winner)) return afterDeletion;
  if (winner !== undefined) return { want: 'point', target: winner, why: best };
  if (record === undefined) {
    return { want: 'nothing', action: 'unchanged', why: 'no candidates, and autoalias did not write the link there' };
  }
  if (task.rule.fallback !== undefined) return AWAITS_FALLBACK;
  return { want: 'delete', why: whyNothing(release) };
}

function whyNothing(release: WinnerLookup['release']): string {
  return release?.chosen === undefined ? 'no candidates are left' : `release ${release.chosen.name} has no file for it`;
}

/** Whether the listing shows a marker that withdraws the target of the alias. */
export function isTargetWithdrawn(current: AliasObject, { isWithdrawn }: Pick<WinnerLookup, 'isWithdrawn'>): boolean {
  return current.found === 'symlink' && isWithdrawn?.(current.target) === true;
}

/** The link stays, although readers get an error. Nothing else records that this alias should show the fallback. */
const AWAITS_FALLBACK: Decision = {
  want: 'nothing',
  action: 'kept',
  why: 'no candidate is left, and the fallback of the rule does not exist; the alias stays, and shows the fallback once it exists',
};

/** Describes the winner for `why`. */
function nameOf({ isFallback }: Target, release: WinnerLookup['release']): string {
  if (isFallback) return 'the fallback of the rule';
  return release?.chosen === undefined
    ? 'the greatest candidate'
    : `release ${release.chosen.name}, the greatest complete one`;
}

/** Whether the link points at this version of the winner and was written by this template of the rule. */
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
    record.templateDigest === task.template.digest &&
    // Another program set the headers of the link and kept its record. Caches would serve the alias after it moves.
    unwantedLifetime(task.template.headers, link) === undefined &&
    // A pin in the record has ended or is being removed, and the next write drops it.
    record.pin === undefined &&
    // A handler recorded a deletion, or showed a former target, and died before it finished.
    !isUnfinished(record)
  );
}

/**
 * Whether the target was deleted. The listing shows it: if the recorded target is greater than every listed candidate, it
 * does not exist any more. Otherwise it would be listed, and be the winner. Not called for a release: its rule allows
 * only `onDelete: repoint`.
 */
function isTargetDeleted(
  task: AliasTask,
  link: SymlinkFound,
  record: AliasRecord | undefined,
  winner: Target | undefined,
): boolean {
  // `onDelete` applies only to a target that these rules chose, not to one that a pin or an earlier template chose.
  if (record === undefined || !isByTemplate(task, record) || record.pin !== undefined) return false;
  const target = recordedCandidate(task, link);
  if (target === undefined) return false;
  return winner === undefined || (winner.key !== target.key && compareCandidates(task.rule, target, winner) > 0);
}

/** What `onDelete` does with an alias whose target was deleted. `repoint` lets it follow the candidates. */
const WHEN_DELETED: Readonly<Record<AliasTask['rule']['onDelete'], Decision | undefined>> = {
  repoint: undefined,
  remove: { want: 'delete', why: 'its target was deleted (onDelete: remove)' },
  keep: { want: 'nothing', action: 'kept', why: 'its target was deleted (onDelete: keep)' },
};
