import type { Protocol } from '../../../../src/aliases/model/protocol.ts';
import type { ReleaseTask } from '../../../../src/aliases/model/task.ts';
import { reconcile } from '../../../../src/aliases/reconcile/reconcile.ts';
import { type ReleaseOutcome, reconcileRelease } from '../../../../src/aliases/release/reconcile-release.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../../src/stores/store-response.ts';
import { isWrite } from '../../world/is-write.ts';
import { type Handle, handleBy, type ReleaseProtocolFor } from './handle-by.ts';
import { shipped } from './protocol-mutants.ts';

/** Handlers that are broken in how they move aliases together. */
export const RELEASE_MUTANTS: Readonly<Record<string, Handle>> = {
  'moves to a release before it is complete': releaseBy((task) => {
    const { release } = task.rule;
    return reconcileRelease({ ...task, rule: { ...task.rule, release: release && { ...release, complete: [] } } });
  }),
  'moves only what the event is about': releaseBy((task, keys) => ofOwnFile(task, keys)),
  'does not list again after it moved a release': releaseBy((task) => untilSecondListing(reconcileRelease(task))),
  'keeps aliases that the release lacks': releaseBy((task) => withoutDeletes(reconcileRelease(task))),
  'moves to a release before it is old enough': releaseBy((task) =>
    reconcileRelease({ ...task, template: { ...task.template, minimumAge: undefined } }),
  ),
};

function releaseBy(releaseFor: ReleaseProtocolFor): Handle {
  return handleBy(shipped, { releaseFor });
}

const NOTHING: ReleaseOutcome = { release: undefined, outcomes: new Map() };

/** Reconciles the alias of the file, but not the aliases that move with it. */
function* ofOwnFile({ group, ruleSet: _, ...task }: ReleaseTask, keys: readonly string[]): Protocol<ReleaseOutcome> {
  for (const key of keys) {
    const file = key.split('/').at(-1) ?? '';
    const alias = group.name.replace(/\{\w+\}/, file);
    yield* reconcile({ ...task, alias });
  }
  return NOTHING;
}

function* untilSecondListing(protocol: Protocol<ReleaseOutcome>): Protocol<ReleaseOutcome> {
  let hasWritten = false;
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    if (hasWritten && requests.some(({ operation }) => operation === 'ListObjects')) return NOTHING;
    hasWritten ||= requests.some(isWrite);
    step = protocol.next(yield requests);
  }
  return step.value;
}

/** Reports removals as done without sending them. */
function* withoutDeletes(protocol: Protocol<ReleaseOutcome>): Protocol<ReleaseOutcome> {
  const isRemoval = ({ operation }: StoreRequest): boolean => operation === 'DeleteObject';
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const kept = requests.filter((request) => !isRemoval(request));
    if (kept.length < requests.length) return NOTHING;
    const answers: readonly StoreResponse[] = yield kept;
    step = protocol.next(answers);
  }
  return step.value;
}
