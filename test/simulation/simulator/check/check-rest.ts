import { lookAtAliases } from '../oracle/look-at-aliases.ts';
import type { Watch } from '../oracle/moved-back.ts';
import { timedAliases } from '../oracle/readability.ts';
import { wrongAlias } from '../oracle/wrong-alias.ts';
import type { Simulation } from '../simulation.ts';
import { violation } from './violation.ts';

/**
 * Call when nothing is running. Compares every alias with the oracle and with its last state at rest, and the number of
 * its writes with their reasons.
 *
 * @param isSwept only a sweep has run since the last rest.
 */
export function checkRest(simulation: Simulation, watch: Watch, isSwept = false): void {
  const { ledger, tell, rules } = simulation;
  const { objects, views } = lookAtAliases(simulation);
  tell(() => 'nothing is running');
  simulation.rests++;
  simulation.objects = Math.max(simulation.objects, objects);
  const isTimed = timedAliases(simulation);
  for (const view of views) {
    // A sweep between other operations may have run too early.
    if (rules.oracle.namesOf(view.alias).some(ledger.owed) || (isTimed(view) && !isSwept)) continue;
    simulation.checks++;
    const wrong = wrongAlias(simulation, view);
    if (wrong !== undefined) throw violation(wrong);
  }
  const back = watch.wrongMove(views);
  if (back !== undefined) throw violation(back);
  checkWriteCounts(simulation);
  ledger.rested();
  for (const view of views) if (isTimed(view)) ledger.oweSweep(view.alias);
}

/**
 * Each reason allows a limited number of writes. Events of own writes are not reasons, so a loop would exceed the
 * limit. In a calm world one upload moves an alias once. Otherwise each running handler may send one stale write per
 * reason, and the handler that finds the result repairs it. An alias that waits for a sweep has one more reason: it may
 * be repaired earlier.
 */
function checkWriteCounts(simulation: Simulation): void {
  const { calm, ledger, plan, writeCounts } = simulation;
  const isTimed = timedAliases(simulation);
  const each = calm ? 1 : plan.parallel + 1;
  for (const { alias, writes, ...happened } of writeCounts.rested(simulation.rules.oracle.namesOf)) {
    const rule = simulation.rules.oracle.ownerOf(alias);
    // The passage of time is a reason without an event.
    if (rule !== undefined && isTimed({ alias, rule })) continue;
    const isOwed = simulation.rules.oracle.namesOf(alias).some(ledger.owed);
    // If the clock of the store goes back, the delete marker of an alias can be older than a candidate that was there
    // before it. The candidate then looks like a new one, and the alias that was removed is created again.
    const looksNew = simulation.hasGoneBack && rule?.onDelete === 'remove';
    const reasons = happened.reasons + (isOwed ? 1 : 0) + (looksNew ? 1 : 0);
    simulation.mostWrites = Math.max(simulation.mostWrites, writes / reasons);
    if (writes <= each * reasons) continue;
    throw violation(`${alias} was written ${writes} times for ${reasons} reasons, and each allows ${each}`);
  }
}
