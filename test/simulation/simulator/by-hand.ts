import type { Outcome } from '../../../src/aliases/model/outcome.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { unpinAlias } from '../../../src/aliases/pins/unpin-alias.ts';
import { AutoaliasError } from '../../../src/autoalias-error.ts';
import type { HandlerRequest } from './platform/request-effect.ts';
import type { Simulation } from './simulation.ts';

/** A person pins an alias, if possible, while nothing else happens. */
export function pinNow(simulation: Simulation, alias: string, target: string): void {
  const { ruleSet } = simulation.rules;
  const task = aliasTask(
    ruleSet,
    alias,
    { kind: 'by-hand', what: 'pin' },
    simulation.loop.now(),
    simulation.capabilities,
  );
  if (task === undefined) return;
  const outcome = runNow(simulation, pinAlias(task, target, { reason: 'r' }));
  if (outcome?.action === 'pinned') simulation.ledger.pin(alias, target);
}

/** A person unpins an alias, while nothing else happens. */
export function unpinNow(simulation: Simulation, alias: string): void {
  const { ruleSet } = simulation.rules;
  const task = aliasTask(
    ruleSet,
    alias,
    { kind: 'by-hand', what: 'unpin' },
    simulation.loop.now(),
    simulation.capabilities,
  );
  if (task === undefined) return;
  runNow(simulation, unpinAlias(task));
  simulation.ledger.unpin(alias);
}

/** Returns undefined if the command is refused. */
function runNow({ answer }: Simulation, protocol: Protocol<Outcome>): Outcome | undefined {
  try {
    let step = protocol.next();
    while (!step.done) step = protocol.next(step.value.map((request) => answer(request as HandlerRequest)));
    return step.value;
  } catch (error) {
    if (error instanceof AutoaliasError && error.code === 'alias-refused') return undefined;
    throw error;
  }
}
