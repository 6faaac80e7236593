import type { Release, ReleaseChoice } from '../../rules/release-choice.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import { readRecord } from '../model/alias-record.ts';
import { markDangling, type Outcome } from '../model/outcome.ts';
import { ask, askAll, type Protocol, runInChunks } from '../model/protocol.ts';
import { identityOf, storageOf } from '../model/target.ts';
import type { ReleaseTask } from '../model/task.ts';
import { checkProtected } from '../pins/protected-alias.ts';
import { isRight } from '../reconcile/decide.ts';
import { areObjects, stillQualifies } from '../reconcile/find-winner.ts';
import { readListedObject } from '../repair/repair-alias.ts';
import type { ReleaseListing } from './list-release.ts';
import { isReleaseProtected, memberTask, type ReleaseOutcome, reconcileRelease } from './reconcile-release.ts';

/**
 * The sweep's check of a group. A listing has already shown which release to point at. Reads each alias and its file.
 * If any alias is wrong, calls `reconcileRelease`. Marks the outcome of an alias as dangling if its target was gone.
 */
export function* repairRelease(task: ReleaseTask, seen: ReleaseListing): Protocol<ReleaseOutcome> {
  const { choice, aliases } = seen;
  if (isReleaseProtected(task)) {
    const outcomes = yield* runInChunks(aliases, function* (alias) {
      return [alias, yield* checkProtected({ rule: task.rule, alias })] as const;
    });
    return { release: undefined, outcomes: new Map(outcomes) };
  }
  const looks = yield* runInChunks(aliases, (alias) => lookAtMember(task, choice.chosen, alias));
  if ((yield* areObjects(otherFiles(choice))) && looks.every(({ right }) => right !== undefined)) {
    const outcomes = looks.flatMap(({ right, alias }) => (right === undefined ? [] : [[alias, right] as const]));
    return { release: choice.chosen, outcomes: new Map(outcomes) };
  }
  const dangling = new Set(looks.flatMap(({ alias, isDangling }) => (isDangling ? [alias] : [])));
  const { release, outcomes } = yield* reconcileRelease(task);
  return {
    release,
    outcomes: new Map([...outcomes].map(([alias, one]) => [alias, markDangling(one, dangling.has(alias))])),
  };
}

/** The files that were listed without a type, and that no look at an alias reads. */
function otherFiles({ chosen, unproven }: ReleaseChoice): ReleaseChoice['unproven'] {
  const members = new Set([...(chosen?.members.values() ?? [])].map(({ key }) => key));
  return unproven.filter(({ key }) => !members.has(key));
}

interface Look {
  readonly alias: string;
  /** The outcome, if the alias is right. */
  readonly right?: Outcome;
  readonly isDangling?: true;
}

function* lookAtMember(task: ReleaseTask, chosen: Release | undefined, alias: string): Protocol<Look> {
  const winner = chosen?.members.get(alias);
  if (winner === undefined) {
    const current = yield* ask({ operation: 'GetSymlink', key: alias });
    if (current.found === 'symlink') return yield* withTarget(alias, current);
    yield* readListedObject(task, alias, current);
    return { alias, right: NOTHING };
  }
  const [current, head] = yield* askAll(
    { operation: 'GetSymlink', key: alias },
    { operation: 'HeadObject', key: winner.key },
  );
  if (current.found !== 'symlink') return { alias };
  const record = readRecord(current);
  const member = memberTask(task, alias);
  if (head.found === 'object' && record !== undefined) {
    const { lastModified, headers } = head;
    const target = { ...winner, ...storageOf(head), lastModified, identity: identityOf(head), headers };
    if (stillQualifies(member, target, winner) && isRight(member, current, record, target)) {
      const { key } = winner;
      const why = `it points at release ${chosen?.name}, the greatest complete one`;
      return { alias, right: { action: 'unchanged', from: key, to: key, why } };
    }
  }
  return yield* withTarget(alias, current);
}

const NOTHING: Outcome = { action: 'unchanged', from: null, to: null, why: 'no candidates, and no alias' };

/** The look at an alias that is not right: reads whether its target is gone. */
function* withTarget(alias: string, { target, targetBucket }: SymlinkFound): Protocol<Look> {
  if (targetBucket !== undefined) return { alias };
  const head = yield* ask({ operation: 'HeadObject', key: target });
  return head.found === 'object' ? { alias } : { alias, isDangling: true };
}
