import { AutoaliasError } from '../../../src/autoalias-error.ts';
import type { Handled } from '../../../src/handlers/handle-alias.ts';
import type { Run } from './run.ts';
import type { Simulation } from './simulation.ts';
import { violation } from './violation.ts';

/** At most so many requests to write on the fast path, in so many round trips; to stop; and for a key that nobody asked for. */
export const BUDGET = { write: 6, roundTrips: 3, stop: 4 } as const;

/** The aliases that this run has to see to within the budget: nothing else goes on, and their history is whole. */
export const expectCheap = (simulation: Simulation, { delivery }: Run): ReadonlySet<string> => {
  const [change, more] = delivery.changes === 'sweep' ? [] : delivery.changes;
  const created = change?.cause.kind === 'change' && change.cause.event.startsWith('ObjectCreated');
  if (!simulation.calm || change === undefined || more !== undefined || !created || simulation.skew !== 0)
    return new Set();
  const { versioning } = simulation.store.engine.getBucket({ bucket: simulation.store.bucket });
  if (versioning !== 'Enabled') return new Set();
  const aliases = simulation.oracle.claimsOf(change.key).map(({ alias }) => alias);
  return new Set(aliases.filter((alias) => isWhole(simulation, alias)));
};

/** Never written, or written over the very version that lies below, and pointing at an object that is there. */
const isWhole = ({ store, oracle }: Simulation, alias: string): boolean => {
  const page = store.answer({ operation: 'ListObjectVersions', prefix: alias, maxKeys: 2 });
  const [head, below] = page.versions.filter(({ key }) => key === alias);
  const link = store.answer({ operation: 'GetSymlink', key: alias });
  if (link.found !== 'symlink') return head === undefined && oracle.ownerOf(alias)?.onDelete !== 'remove';
  const alive = store.answer({ operation: 'HeadObject', key: link.target }).found === 'object';
  return alive && head?.versionId !== 'null' && link.metadata['autoalias-base'] === (below?.versionId ?? 'none');
};

export const checkCost = (
  { calm, oracle }: Simulation,
  run: Run,
  handled: readonly Handled[],
  cheap: ReadonlySet<string>,
): void => {
  const { delivery } = run;
  const changes = delivery.changes === 'sweep' ? [] : delivery.changes;
  if (run.requests > 0 && changes.every(({ key }) => oracle.isStrange(key))) {
    throw violation(`${delivery.name} costs ${run.requests} requests, and concerns no alias`);
  }
  if (new Set(handled.map(({ report }) => report.alias)).size < handled.length) {
    throw violation(`${delivery.name} handles an alias twice`);
  }
  for (const { error } of handled) if (error !== undefined && !isExpected(error)) throw error;
  if (calm && delivery.idle && run.writes > 0) throw violation(`${delivery.name} is no news, and writes`);
  for (const { report } of handled) {
    const { alias, requests, roundTrips, action } = report;
    if (!cheap.has(alias)) continue;
    const within =
      run.writes > 0 && action === 'pointed'
        ? requests <= BUDGET.write && roundTrips <= BUDGET.roundTrips
        : requests <= BUDGET.stop;
    if (!within) throw violation(`${alias} costs ${requests} requests in ${roundTrips} round trips to be ${action}`);
  }
};

/** Stores fail and others interfere; anything else is a mistake in the handler. */
export const isExpected = (error: unknown): error is AutoaliasError =>
  error instanceof AutoaliasError && ['store-refused', 'store-unreachable', 'alias-unsettled'].includes(error.code);
