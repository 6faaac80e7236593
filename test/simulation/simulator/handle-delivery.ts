import type { Handled } from '../../../src/handlers/handle-alias.ts';
import type { KeyChange } from '../../../src/handlers/handle-changes.ts';
import type { HandlerContext } from '../../../src/handlers/handler-context.ts';
import { createOverruleBudget } from '../../../src/handlers/overrule-budget.ts';
import { sweep } from '../../../src/handlers/sweep.ts';
import type { Attempt } from '../../../src/local/queue/retry-policy.ts';
import { checkCost, expectCheap, isExpected } from './check-cost.ts';
import type { Client } from './client.ts';
import type { Run } from './run.ts';
import type { Simulation } from './simulation.ts';

/** How changes are handled. Tests of the simulator put broken ones here. */
export type Handle = (context: HandlerContext, changes: readonly KeyChange[]) => Promise<readonly Handled[]>;

export interface DeliveryParts {
  readonly simulation: Simulation;
  readonly client: Client;
  readonly handle: Handle;
}

/** What a function does with what it is handed: the shipped handlers, and how the try ended for the platform. */
export const createDeliveryHandler = ({
  simulation,
  client,
  handle,
}: DeliveryParts): ((run: Run) => Promise<Attempt>) => {
  const { ledger, loop, ruleSet } = simulation;
  const overrules = createOverruleBudget(loop.now);

  const handleKeys = async (run: Run, context: HandlerContext, changes: readonly KeyChange[]): Promise<Attempt> => {
    const cheap = expectCheap(simulation, run);
    const handled = await handle(context, changes);
    checkCost(simulation, run, handled, cheap);
    for (const { report } of handled) if (report.action === 'yielded') ledger.owe(report.alias);
    return attemptOf(handled.find((one) => 'error' in one)?.report.why);
  };
  const sweepAll = async (context: HandlerContext): Promise<Attempt> => {
    const done = ledger.beginSweep();
    const { actions, changed } = await sweep(context, { kind: 'sweep' });
    if (actions.failed === 0) done();
    return attemptOf(changed.find(({ action }) => action === 'failed')?.why);
  };
  return async (run) => {
    const { changes } = run.delivery;
    const context = { store: client.storeFor(run), ruleSet, log: () => {}, now: loop.now, overrules };
    try {
      return await (changes === 'sweep' ? sweepAll(context) : handleKeys(run, context, changes));
    } catch (error) {
      if (isExpected(error)) return attemptOf(error.message);
      throw error;
    }
  };
};

const attemptOf = (failure: string | undefined): Attempt =>
  failure === undefined ? { kind: 'succeeded' } : { kind: 'function-error', message: failure };
