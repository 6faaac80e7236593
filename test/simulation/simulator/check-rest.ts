import { lookAtAliases } from './look-at-aliases.ts';
import type { Watch } from './moved-back.ts';
import type { Simulation } from './simulation.ts';
import { violation } from './violation.ts';
import { wrongAlias } from './wrong-alias.ts';

/** All is at rest: compares every alias with the oracle and with the last rest, and its writes with their reasons. */
export const checkRest = (simulation: Simulation, watch: Watch): void => {
  const { ledger, tell } = simulation;
  const { objects, views } = lookAtAliases(simulation);
  tell(() => 'all is at rest');
  simulation.rests++;
  simulation.objects = Math.max(simulation.objects, objects);
  for (const view of views) {
    if (ledger.owed(view.alias)) continue;
    simulation.checks++;
    const wrong = wrongAlias(simulation, view);
    if (wrong !== undefined) throw violation(wrong);
  }
  const back = watch.movedBack(views);
  if (back !== undefined) throw violation(back);
  checkWriteCounts(simulation);
  ledger.rested();
};

/**
 * Writes are bounded by what happened, and an event of an own write is nothing that happens: no loop. In a calm world one
 * upload moves an alias once. Else each handler at work may hold one stale write when something happens, and the one
 * that finds the result puts it right. An alias that waits for a sweep has one reason more: it may be put right before.
 */
const checkWriteCounts = (simulation: Simulation): void => {
  const { calm, ledger, plan, writeCounts } = simulation;
  const each = calm ? 1 : plan.parallel + 1;
  for (const { alias, writes, ...happened } of writeCounts.rested()) {
    const reasons = happened.reasons + (ledger.owed(alias) ? 1 : 0);
    simulation.mostWrites = Math.max(simulation.mostWrites, writes / reasons);
    if (writes <= each * reasons) continue;
    throw violation(`${alias} was written ${writes} times, and had ${reasons} reasons, of each at most ${each}`);
  }
};
