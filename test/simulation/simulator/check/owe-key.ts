import type { Simulation } from '../simulation.ts';

/** Call after a change that no handler learns of: its aliases are excused until a sweep. */
export function oweKey({ rules: { oracle }, ledger }: Simulation, key: string): void {
  for (const alias of [...oracle.bearsOn(key), ...oracle.namesOf(key)]) {
    ledger.owe(alias);
    ledger.mayGoBack(alias);
    ledger.mayStayAway(alias);
  }
}
