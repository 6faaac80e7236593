import { lookAtAliases } from './oracle/look-at-aliases.ts';
import type { Operation } from './plan/plan.ts';
import { deployedRules } from './plan/rules-version.ts';
import type { Simulation } from './simulation.ts';

/**
 * Deploys new rules. No event reports a deployment, so all aliases wait for the next sweep by an instance with the new
 * rules. That sweep also corrects what instances with older rules still write.
 */
export function deployRules(simulation: Simulation, { rules, lag }: Extract<Operation, { do: 'deploy' }>): void {
  const { ledger, loop, store, capabilities } = simulation;
  simulation.rules = deployedRules(rules);
  simulation.deployments++;
  simulation.formerUntil = loop.now() + lag;
  ledger.oweAll();
  ledger.allMayMoveBack();
  // With `onDelete: remove`, a sweep does not create an alias that may have been deleted on purpose. That is an alias
  // with a delete marker, or any missing alias in a bucket without markers.
  const unversioned =
    !capabilities.versionsLinks || store.engine.getBucketVersioning({ bucket: store.bucket }) === 'Never';
  for (const { alias, link } of lookAtAliases(simulation).views) {
    if (link.found === 'none' && (unversioned || link.deleteMarker)) ledger.mayStayMissing(alias);
    if (link.found !== 'symlink') continue;
    // Its target was deleted under other rules, so the sweep may find it missing.
    const isGone = store.answer({ operation: 'HeadObject', key: link.target }).found !== 'object';
    if (isGone) ledger.mayStayMissing(alias);
  }
}
