import { ownerOfAlias } from '../../../../src/rules/match/match-key.ts';
import { ageOf, fallbackOf } from '../plan/rule-spec.ts';
import { isAsked } from '../platform/event-record.ts';
import { type Run, recordsOf } from '../run.ts';
import type { Simulation } from '../simulation.ts';
import { violation } from './violation.ts';

/**
 * The most requests and round trips for a write on the fast path, for stopping, and for a key that concerns no alias.
 */
export const BUDGET = { write: 6, roundTrips: 3, stop: 4 } as const;

/** The aliases that this run must handle within the budget: nothing else happens, and their history is complete. */
export function expectCheap(simulation: Simulation, run: Run): ReadonlySet<string> {
  const [change, more] = recordsOf(run.delivery).filter(({ foreign }) => foreign === undefined);
  const created = change !== undefined && isAsked(change, run.rules) && change.name.startsWith('ObjectCreated');
  if (!simulation.calm || !created || more !== undefined || simulation.skew !== 0) return new Set();
  const { versioning } = simulation.store.engine.getBucket({ bucket: simulation.store.bucket });
  if (versioning !== 'Enabled') return new Set();
  const claims = run.rules.oracle.claimsOf(change.key).filter(({ rule }) => rule.release === undefined);
  const aliases = claims.map(({ alias }) => alias);
  // A candidate that was written again and is too young requires a listing.
  const ages = (alias: string): boolean => {
    const rule = run.rules.oracle.ownerOf(alias);
    return rule !== undefined && ageOf(rule) > 0;
  };
  return new Set(aliases.filter((alias) => !ages(alias) && isWhole(simulation, run, alias)));
}

/** Never written, or written directly on top of the version below, by these rules, with an existing target. */
function isWhole({ store }: Simulation, { rules }: Run, alias: string): boolean {
  const page = store.answer({ operation: 'ListObjectVersions', prefix: alias, maxKeys: 2 });
  const [head, below] = page.versions.filter(({ key }) => key === alias);
  const link = store.answer({ operation: 'GetSymlink', key: alias });
  if (link.found !== 'symlink') return head === undefined && rules.oracle.ownerOf(alias)?.onDelete !== 'remove';
  const rule = rules.oracle.ownerOf(alias);
  // Returning from there requires a listing.
  if (rule !== undefined && link.target === fallbackOf(rule)) return false;
  const alive = store.answer({ operation: 'HeadObject', key: link.target }).found === 'object';
  const owner = ownerOfAlias(rules.ruleSet, alias);
  const { 'autoalias-rule': name, 'autoalias-template': digest } = link.metadata;
  const isSameTemplate = name === owner?.rule.name && digest === owner?.template.digest;
  const lies = head?.versionId !== 'null' && link.metadata['autoalias-base'] === (below?.versionId ?? 'none');
  return alive && isSameTemplate && lies && !hasGoneBack(store, rules, alias, link.target, below);
}

/** The version below has a greater target, which may exist again: only the listing shows that. */
function hasGoneBack(
  store: Simulation['store'],
  { oracle }: Run['rules'],
  alias: string,
  target: string,
  below: { readonly versionId: string; readonly deleteMarker: boolean } | undefined,
): boolean {
  if (below === undefined || below.deleteMarker) return false;
  const before = store.answer({ operation: 'GetSymlink', key: alias, versionId: below.versionId });
  const claimant = (key: string) => {
    const claim = oracle.claimsOf(key).find((one) => one.alias === alias);
    return claim && { ...claim, key, lastModified: 0 };
  };
  const [then, now] = [before.found === 'symlink' ? claimant(before.target) : undefined, claimant(target)];
  return then !== undefined && now !== undefined && oracle.compare(then, now) >= 0;
}

export function checkCost({ calm, ledger }: Simulation, run: Run, cheap: ReadonlySet<string>): void {
  const { delivery, rules, reports } = run;
  const asked = recordsOf(delivery).filter((record) => isAsked(record, rules));
  if (run.requests > 0 && asked.every(({ key }) => rules.oracle.isStrange(key))) {
    throw violation(`${delivery.name} costs ${run.requests} requests, and concerns no alias`);
  }
  if (new Set(reports.map(({ alias }) => alias)).size < reports.length) {
    throw violation(`${delivery.name} handles an alias twice`);
  }
  // An alias that waits for a sweep may be repaired by any handler that looks at it first, and so may one whose
  // candidate became old enough.
  const waits = (alias: string): boolean => {
    const rule = rules.oracle.ownerOf(alias);
    return rules.oracle.namesOf(alias).some(ledger.owed) || (rule !== undefined && ageOf(rule) > 0);
  };
  const settled = reports.some(({ alias }) => !waits(alias));
  if (calm && delivery.idle && run.writes > 0 && settled)
    throw violation(`${delivery.name} changes nothing, but writes`);
  for (const { alias, requests, roundTrips, action } of reports) {
    if (!cheap.has(alias)) continue;
    const within =
      run.writes > 0 && action === 'pointed'
        ? requests <= BUDGET.write && roundTrips <= BUDGET.roundTrips
        : requests <= BUDGET.stop;
    if (!within) throw violation(`${alias} costs ${requests} requests in ${roundTrips} round trips to be ${action}`);
  }
}
