import { lookAtAliases } from '../oracle/look-at-aliases.ts';
import type { Watch } from '../oracle/moved-back.ts';
import { wrongAlias } from '../oracle/wrong-alias.ts';
import { ageOf } from '../plan/rule-spec.ts';
import type { Simulation } from '../simulation.ts';
import { violation } from './violation.ts';

/**
 * All is at rest: compares every alias with the oracle and with the last rest, and its writes with their reasons.
 *
 * @param isSwept nothing happened since the rest before, but a sweep.
 */
export function checkRest(simulation: Simulation, watch: Watch, isSwept = false): void {
  const { ledger, tell, rules } = simulation;
  const { objects, views } = lookAtAliases(simulation);
  tell(() => 'all is at rest');
  simulation.rests++;
  simulation.objects = Math.max(simulation.objects, objects);
  for (const view of views) {
    // What has to mature is noticed by a sweep; one among other happenings may have come too early.
    if (rules.oracle.namesOf(view.alias).some(ledger.owed) || (ageOf(view.rule) > 0 && !isSwept)) continue;
    simulation.checks++;
    const wrong = wrongAlias(simulation, view);
    if (wrong !== undefined) throw violation(wrong);
  }
  const back = watch.movedBack(views);
  if (back !== undefined) throw violation(back);
  checkWriteCounts(simulation);
  ledger.rested();
  // Only a sweep notices that time has passed.
  for (const { alias, rule } of views) if (ageOf(rule) > 0) ledger.oweSweep(alias);
}

/**
 * Writes are bounded by what happened, and an event of an own write is nothing that happens: no loop. In a calm world one
 * upload moves an alias once. Else each handler at work may hold one stale write when something happens, and the one
 * that finds the result puts it right. An alias that waits for a sweep has one reason more: it may be put right before.
 */
function checkWriteCounts(simulation: Simulation): void {
  const { calm, ledger, plan, writeCounts } = simulation;
  const each = calm ? 1 : plan.parallel + 1;
  for (const { alias, writes, ...happened } of writeCounts.rested(simulation.rules.oracle.namesOf)) {
    const rule = simulation.rules.oracle.ownerOf(alias);
    // That something has matured is a reason that nothing tells of.
    if (rule !== undefined && ageOf(rule) > 0) continue;
    const isOwed = simulation.rules.oracle.namesOf(alias).some(ledger.owed);
    const reasons = happened.reasons + (isOwed ? 1 : 0);
    simulation.mostWrites = Math.max(simulation.mostWrites, writes / reasons);
    if (writes <= each * reasons) continue;
    throw violation(`${alias} was written ${writes} times, and had ${reasons} reasons, of each at most ${each}`);
  }
}
