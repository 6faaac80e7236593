import type { Simulation } from '../simulation.ts';

/** Call after a change that no handler notices. The aliases that it affects may be wrong until a sweep. */
export function oweKey({ rules: { oracle }, ledger, touched }: Simulation, key: string): void {
  for (const alias of [...oracle.affectedBy(key, touched.keys()), ...oracle.namesOf(key)]) {
    ledger.owe(alias);
    ledger.mayMoveBack(alias);
    ledger.mayStayMissing(alias);
  }
}
