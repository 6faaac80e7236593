import { ownerOfAlias } from '../../../../src/rules/match/match-key.ts';
import { readabilityOf, timedAliases } from '../oracle/readability.ts';
import { ageOf, fallbackOf } from '../plan/rule-spec.ts';
import { isWanted } from '../platform/event-record.ts';
import { type Run, recordsOf } from '../run.ts';
import { keepsLinks, type Simulation } from '../simulation.ts';
import { violation } from './violation.ts';

/**
 * The most requests and round trips for a write on the fast path, and the most requests for stopping. Two of them read
 * markers.
 */
export const BUDGET = { write: 8, roundTrips: 3, stop: 6 } as const;

/** How many requests of a write all aliases of an event share. */
const SHARED = 4;

/**
 * The aliases that this run must handle within the budget, because nothing else happens and their history is complete.
 */
export function expectCheap(simulation: Simulation, run: Run): ReadonlySet<string> {
  const [change, more] = recordsOf(run.delivery).filter(({ foreign }) => foreign === undefined);
  const created = change !== undefined && isWanted(change, run.rules) && change.name.startsWith('ObjectCreated');
  if (!simulation.calm || !created || more !== undefined || simulation.skew !== 0) return new Set();
  if (!keepsLinks(simulation)) return new Set();
  const claims = run.rules.oracle.claimsOf(change.key).filter(({ rule }) => rule.release === undefined);
  const aliases = claims.map(({ alias }) => alias);
  // A candidate that was written again and is too young requires a listing.
  const ages = (alias: string): boolean => {
    const rule = run.rules.oracle.ownerOf(alias);
    return rule !== undefined && ageOf(rule) > 0;
  };
  return new Set(aliases.filter((alias) => !ages(alias) && isWhole(simulation, run, alias)));
}

/**
 * Returns true if the alias was never written, or if it is based on the version below, was written under these rules,
 * and its target exists.
 */
function isWhole(simulation: Simulation, { rules }: Run, alias: string): boolean {
  const { store, loop } = simulation;
  const page = store.answer({ operation: 'ListObjectVersions', prefix: alias, maxKeys: 2 });
  const [head, below] = page.versions.filter(({ key }) => key === alias);
  const link = store.answer({ operation: 'GetSymlink', key: alias });
  if (link.found !== 'symlink') return head === undefined && rules.oracle.ownerOf(alias)?.onDelete !== 'remove';
  const rule = rules.oracle.ownerOf(alias);
  // An alias that shows its fallback returns from it only after a listing.
  if (rule !== undefined && link.target === fallbackOf(rule)) return false;
  // If its target is withdrawn, it moves after a listing.
  const claim = rules.oracle.claimsOf(link.target).find((one) => one.alias === alias);
  const isThere = (key: string): boolean => store.answer({ operation: 'HeadObject', key }).found === 'object';
  const isReadable = readabilityOf(simulation, link.target, rule).isReadable(loop.now());
  const isAlive = isThere(link.target) && isReadable && (claim?.marker === undefined || !isThere(claim.marker));
  const owner = ownerOfAlias(rules.ruleSet, alias);
  const { 'autoalias-rule': name, 'autoalias-form': digest } = link.metadata;
  const isSameTemplate = name === owner?.rule.name && digest === owner?.template.digest;
  const isBased = head?.versionId !== 'null' && link.metadata['autoalias-base'] === (below?.versionId ?? 'none');
  return isAlive && isSameTemplate && isBased && !hasGoneBack(store, rules, alias, link.target, below);
}

/** Returns true if the version below has a greater target. That target may exist again, and only a listing shows it. */
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

export function checkCost(simulation: Simulation, run: Run, cheap: ReadonlySet<string>): void {
  const { calm, ledger } = simulation;
  const isTimed = timedAliases(simulation);
  const { delivery, rules, reports } = run;
  const wanted = recordsOf(delivery).filter((record) => isWanted(record, rules));
  if (run.requests > 0 && wanted.every(({ key }) => rules.oracle.isStrange(key))) {
    throw violation(`${delivery.name} costs ${run.requests} requests, but affects no alias`);
  }
  if (new Set(reports.map(({ alias }) => alias)).size < reports.length) {
    throw violation(`${delivery.name} handles an alias twice`);
  }
  // Any handler that looks at an alias may repair it early if it waits for a sweep, or if time has passed that matters.
  const waits = (alias: string): boolean => {
    const rule = rules.oracle.ownerOf(alias);
    return rules.oracle.namesOf(alias).some(ledger.owed) || (rule !== undefined && isTimed({ alias, rule }));
  };
  const settled = reports.some(({ alias }) => !waits(alias));
  if (calm && delivery.idle && run.writes > 0 && settled)
    throw violation(`${delivery.name} requires no change, but writes`);
  for (const { alias, requests, roundTrips, action } of reports) {
    if (!cheap.has(alias)) continue;
    const within =
      run.writes > 0 && action === 'pointed'
        ? requests <= BUDGET.write && roundTrips <= BUDGET.roundTrips
        : requests <= BUDGET.stop;
    if (!within) throw violation(`${alias} costs ${requests} requests in ${roundTrips} round trips to be ${action}`);
  }
  // The object and its marker are read once for all aliases of an event, before their writes and after them.
  const moved = reports.filter(({ alias }) => cheap.has(alias));
  const isShared = moved.length === reports.length && moved.every(({ action }) => action === 'pointed');
  const most = SHARED + (BUDGET.write - SHARED) * moved.length;
  const total = moved.reduce((sum, { requests }) => sum + requests, 0);
  if (isShared && run.writes > 0 && total > most)
    throw violation(`${delivery.name} costs ${total} requests for ${moved.length} aliases`);
}
