import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { listCandidates } from '../../../src/aliases/reconcile/list-candidates.ts';
import { repairAlias } from '../../../src/aliases/repair/repair-alias.ts';

/** A sweep of one alias, like `sweep.ts`: a listing shows its winner, then the alias is checked. */
export function* walkedSweep(task: AliasTask): Protocol<unknown> {
  const listed = yield* listCandidates(task.prefix, [task], { kept: 1 });
  return yield* repairAlias(task, listed.get(task.alias)?.candidates[0]);
}
