/**
 * What each alias is excused from for now. An alias waits for a sweep after a change that no handler learns of: a lost
 * or abandoned event, a late write of a dead sender, another program's link.
 */
export interface Ledger {
  owe(alias: string): void;
  /** The alias needs a sweep; nothing else happened to it. */
  oweSweep(alias: string): void;
  oweAll(): void;
  owed(alias: string): boolean;
  /** Whether any alias needs a sweep. */
  anyOwed(): boolean;
  /** Call when a sweep starts, and the returned function when that sweep has succeeded. */
  beginSweep(now: number): () => void;
  /** When the last successful sweep started. */
  sweptAt(): number;
  /** A person has pinned the alias to a key. */
  pin(alias: string, target: string): void;
  unpin(alias: string): void;
  pinnedTo(alias: string): string | undefined;
  /** The alias itself was changed: its pin may be lost with the version that held it. */
  mayLosePin(alias: string): void;
  allMayLosePins(): void;
  losesPin(alias: string): boolean;
  /** Under `onDelete: remove` the alias may stay away from now on. */
  mayStayAway(alias: string): void;
  staysAway(alias: string): boolean;
  /** The alias may go back until the next rest. */
  mayGoBack(alias: string): void;
  allMayGoBack(): void;
  goesBack(alias: string): boolean;
  rested(): void;
}

const ALL = '';

export function createLedger(): Ledger {
  const debts = new Map<string, number>();
  const away = new Set<string>();
  const back = new Set<string>();
  const pins = new Map<string, string>();
  const losing = new Set<string>();
  let swept = 0;
  let time = 0;
  return {
    owe: (alias) => {
      debts.set(alias, time);
      losing.add(alias);
    },
    oweSweep: (alias) => debts.set(alias, time),
    oweAll: () => {
      debts.set(ALL, time);
      losing.add(ALL);
    },
    owed: (alias) => debts.has(alias) || debts.has(ALL),
    anyOwed: () => debts.size > 0,
    beginSweep: (now) => {
      const began = ++time;
      return () => {
        swept = now;
        for (const [alias, since] of debts) if (since < began) debts.delete(alias);
      };
    },
    mayStayAway: (alias) => away.add(alias),
    staysAway: (alias) => away.has(alias),
    mayGoBack: (alias) => back.add(alias),
    allMayGoBack: () => back.add(ALL),
    goesBack: (alias) => back.has(alias) || back.has(ALL),
    rested: () => back.clear(),
    sweptAt: () => swept,
    pin: (alias, target) => {
      pins.set(alias, target);
      losing.delete(alias);
    },
    unpin: (alias) => pins.delete(alias),
    pinnedTo: (alias) => pins.get(alias),
    mayLosePin: (alias) => losing.add(alias),
    allMayLosePins: () => losing.add(ALL),
    losesPin: (alias) => losing.has(alias) || losing.has(ALL),
  };
}
