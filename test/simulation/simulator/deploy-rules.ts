import { lookAtAliases } from './oracle/look-at-aliases.ts';
import type { Operation } from './plan/plan.ts';
import { deployedRules } from './plan/rules-version.ts';
import type { Simulation } from './simulation.ts';

/**
 * Puts new rules in the place of the former. Nobody is told, so all aliases are left to the next sweep that an instance
 * with the new rules makes; what instances with former rules still do is left to it as well.
 */
export function deployRules(simulation: Simulation, { rules, lag }: Extract<Operation, { do: 'deploy' }>): void {
  const { ledger, loop, store } = simulation;
  simulation.rules = deployedRules(rules);
  simulation.deployments++;
  simulation.formerUntil = loop.now() + lag;
  ledger.oweAll();
  ledger.allMayGoBack();
  // Under `onDelete: remove` a sweep makes no alias that may have been taken away on purpose: one with a delete marker,
  // and where there are no markers, any.
  const unversioned = store.engine.getBucketVersioning({ bucket: store.bucket }) === 'Never';
  for (const { alias, link } of lookAtAliases(simulation).views) {
    if (link.found === 'none' && (unversioned || link.deleteMarker)) ledger.mayStayAway(alias);
    if (link.found !== 'symlink') continue;
    // Its target went while other rules held, so that the sweep may find it gone.
    const isGone = store.answer({ operation: 'HeadObject', key: link.target }).found !== 'object';
    if (isGone) ledger.mayStayAway(alias);
  }
}
