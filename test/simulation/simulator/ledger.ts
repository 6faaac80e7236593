/**
 * What cannot be asked of each alias for now. An alias is owed a sweep when something happened to it that no handler was
 * told of: an event that was lost or given up, a write that arrived after its sender had died, somebody else's link.
 */
export interface Ledger {
  owe(alias: string): void;
  oweAll(): void;
  owed(alias: string): boolean;
  /** Whether a sweep would be of use. */
  anyOwed(): boolean;
  /** Call when a sweep begins; what it returns, when that sweep has done all. */
  beginSweep(): () => void;
  /** Under `onDelete: remove` the alias may stay away from now on. */
  mayStayAway(alias: string): void;
  staysAway(alias: string): boolean;
  /** Until the next rest the alias has a reason to go back. */
  mayGoBack(alias: string): void;
  allMayGoBack(): void;
  goesBack(alias: string): boolean;
  rested(): void;
}

const ALL = '';

export const createLedger = (): Ledger => {
  const debts = new Map<string, number>();
  const away = new Set<string>();
  const back = new Set<string>();
  let time = 0;
  return {
    owe: (alias) => debts.set(alias, time),
    oweAll: () => debts.set(ALL, time),
    owed: (alias) => debts.has(alias) || debts.has(ALL),
    anyOwed: () => debts.size > 0,
    beginSweep: () => {
      const began = ++time;
      return () => {
        for (const [alias, since] of debts) if (since < began) debts.delete(alias);
      };
    },
    mayStayAway: (alias) => away.add(alias),
    staysAway: (alias) => away.has(alias),
    mayGoBack: (alias) => back.add(alias),
    allMayGoBack: () => back.add(ALL),
    goesBack: (alias) => back.has(alias) || back.has(ALL),
    rested: () => back.clear(),
  };
};
