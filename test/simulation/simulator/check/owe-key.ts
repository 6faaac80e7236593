import type { Simulation } from '../simulation.ts';

/** Something happened at a key that no handler will see to: until a sweep, nothing is asked of the aliases it bears on. */
export function oweKey({ rules: { oracle }, ledger }: Simulation, key: string): void {
  for (const alias of [...oracle.bearsOn(key), ...oracle.namesOf(key)]) {
    ledger.owe(alias);
    ledger.mayGoBack(alias);
    ledger.mayStayAway(alias);
  }
}
