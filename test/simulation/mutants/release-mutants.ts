import { type Protocol, runInChunks } from '../../../src/aliases/model/protocol.ts';
import type { ReleaseTask } from '../../../src/aliases/model/task.ts';
import { readTarget } from '../../../src/aliases/reconcile/find-winner.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { reconcileRound, type WinnerFinder } from '../../../src/aliases/reconcile/reconcile-round.ts';
import { listRelease } from '../../../src/aliases/release/list-release.ts';
import { reconcileRelease } from '../../../src/aliases/release/reconcile-release.ts';
import { writeOrder } from '../../../src/aliases/release/write-order.ts';
import type { Release } from '../../../src/rules/release-choice.ts';
import { fieldsOf } from '../../rules/rule-fields.ts';
import type { Handler } from '../explorer/explorer.ts';
import { oneByOne } from '../explorer/one-by-one.ts';
import { isWrite } from '../world/is-write.ts';
import { aliasOf, groupOf } from '../world/release-world.ts';
import { seeing } from './seeing.ts';
import { noLinks } from './sights.ts';

/** Broken protocols of aliases that move together, each with one step missing. */
export const RELEASE_MUTANTS: Readonly<Record<string, Handler>> = {
  'ignores whether a release is complete': (task, key) => inTurn(reconcileRelease(incomplete(groupOf(task))), key),
  'does not list again after writing': (task, key) => inTurn(untilListedAgain(reconcileRelease(groupOf(task))), key),
  'moves only the alias of the event’s own file': (task, key) => reconcile({ ...task, alias: aliasOf(key.slice(-1)) }),
  'never deletes aliases that the release lacks': (task, key) =>
    inTurn(seeing(reconcileRelease(groupOf(task)), noLinks), key),
  'moves the marker first': (task, key) => inTurn(markerFirst(groupOf(task), 0), key),
  'moves the marker first once all aliases exist': (task, key) => inTurn(markerFirst(groupOf(task), 2), key),
  'keeps writing from its first listing': (task, key) => inTurn(fromFirstListing(groupOf(task)), key),
};

function inTurn(protocol: Protocol<unknown>, key: string): Protocol<unknown> {
  return oneByOne(protocol, key.endsWith('x'));
}

/** Requires no file for a complete release. */
function incomplete(task: ReleaseTask): ReleaseTask {
  return task.rule.release === undefined
    ? task
    : { ...task, rule: { ...fieldsOf(task.rule), release: { ...task.rule.release, complete: [] } } };
}

/** Ends when it would list again after a write. */
function* untilListedAgain(protocol: Protocol<unknown>): Protocol<unknown> {
  let hasWritten = false;
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    if (hasWritten && requests.some(({ operation }) => operation === 'ListObjects')) return undefined;
    hasWritten ||= requests.some(isWrite);
    step = protocol.next(yield requests);
  }
  return step.value;
}

/** Like {@link reconcileRelease}, but with its steps in the opposite order once `least` aliases exist. */
function* markerFirst(task: ReleaseTask, least: number): Protocol<undefined> {
  for (;;) {
    let there = 0;
    const { choice, aliases } = yield* seeing(listRelease(task), (_, answer) => {
      if ('objects' in answer) there += answer.objects.filter(({ type }) => type === 'Symlink').length;
      return answer;
    });
    let isRight = true;
    const steps = writeOrder(task.rule, choice.chosen, aliases);
    for (const step of there >= least ? steps.toReversed() : steps) {
      const done = yield* runInChunks(step, (alias) => once(task, choice.chosen, alias));
      isRight &&= done.every(Boolean);
    }
    if (isRight) return undefined;
  }
}

/** Like {@link reconcileRelease}, but after its writes it reads only the aliases. */
function* fromFirstListing(task: ReleaseTask): Protocol<undefined> {
  const { choice, aliases } = yield* listRelease(task);
  for (const step of writeOrder(task.rule, choice.chosen, aliases)) {
    for (;;) {
      const done = yield* runInChunks(step, (alias) => once(task, choice.chosen, alias));
      if (done.every(Boolean)) break;
    }
  }
  return undefined;
}

/** Runs one round for an alias. Returns true if the alias was already right. */
function* once(task: ReleaseTask, release: Release | undefined, alias: string): Protocol<boolean> {
  const { group: _, ruleSet: __, ...member } = task;
  const find: WinnerFinder = function* () {
    const listed = release?.members.get(alias);
    return { winner: listed && (yield* readTarget(listed)) };
  };
  return (yield* reconcileRound({ ...member, alias }, {}, find)).kind === 'done';
}
