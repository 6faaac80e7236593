import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { findWinner } from '../../../src/aliases/reconcile/find-winner.ts';
import { type BestCandidates, listCandidates } from '../../../src/aliases/reconcile/list-candidates.ts';
import type { NeedsListing, Pausable, Pause } from '../../../src/aliases/reconcile/pausable.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';

/** One alias, and the protocol to run for it. */
export interface AliasRun {
  readonly task: AliasTask;
  readonly protocol: Pausable;
}

/**
 * Runs the protocols of aliases with one prefix side by side, like `handle-together.ts`: until each of them ends or needs a
 * listing, then one listing for all of them, and so on.
 *
 * @param runFirst runs the protocols until the first listing
 */
export function* together(runs: readonly AliasRun[], runFirst: RunAll = runAligned): Protocol<void> {
  let open = runs;
  for (let run = runFirst; ; run = runAligned) {
    const pauses = yield* run(open.map(({ protocol }) => protocol));
    const stopped = open.flatMap(({ task }, i) => {
      const pause = pauses[i];
      return pause?.kind === 'needs-listing' ? [{ task, pause }] : [];
    });
    if (stopped.length === 0) return;
    const tasks = stopped.map(({ task }) => task);
    const listed = yield* listCandidates(tasks[0]?.prefix ?? '', tasks);
    open = stopped.map(({ task, pause }) => ({ task, protocol: resumed(pause, task, listed.get(task.alias)) }));
  }
}

type RunAll = (protocols: readonly Pausable[]) => Protocol<readonly Pause[]>;

/**
 * Runs protocols side by side. Before they read their aliases, they wait for each other. So a round begins with one step that
 * reads all aliases, and the explorer can forget what came before it. For each alias alone, the order of its requests and
 * those of other handlers is still arbitrary.
 */
function* runAligned<T>(protocols: readonly Protocol<T>[]): Protocol<readonly T[]> {
  const steps = protocols.map((protocol) => ({ protocol, step: protocol.next() }));
  for (;;) {
    const open = steps.filter(({ step }) => !step.done);
    if (open.length === 0) return steps.flatMap(({ step }) => (step.done ? [step.value] : []));
    const further = open.filter(({ step }) => !step.done && !step.value.every(isOfAlias));
    const next = further.length > 0 ? further : open;
    const answers = yield next.flatMap(({ step }) => (step.done ? [] : step.value));
    let at = 0;
    for (const one of next) {
      const asked = one.step.done ? 0 : one.step.value.length;
      one.step = one.protocol.next(answers.slice(at, at + asked));
      at += asked;
    }
  }
}

/** Whether a request reads the alias at the start of a round. */
export function isOfAlias(request: StoreRequest): boolean {
  return request.operation === 'GetSymlink' && request.versionId === undefined;
}

function resumed(pause: NeedsListing, task: AliasTask, listed: BestCandidates | undefined): Pausable {
  return pause.resume(() => findWinner(task, listed));
}
