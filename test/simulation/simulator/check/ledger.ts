/**
 * What cannot be asked of each alias for now. An alias is owed a sweep when something happened to it that no handler was
 * told of: an event that was lost or given up, a write that arrived after its sender had died, somebody else's link.
 */
export interface Ledger {
  owe(alias: string): void;
  /** It needs a sweep, and nothing else happened to it. */
  oweSweep(alias: string): void;
  oweAll(): void;
  owed(alias: string): boolean;
  /** Whether a sweep would be of use. */
  anyOwed(): boolean;
  /** Call when a sweep begins; what it returns, when that sweep has done all. */
  beginSweep(now: number): () => void;
  /** When the last sweep began that did all. */
  sweptAt(): number;
  /** A person has pinned the alias to a key. */
  pin(alias: string, target: string): void;
  unpin(alias: string): void;
  pinnedTo(alias: string): string | undefined;
  /** Somebody did something to the alias itself: its pin may be gone with what it was written on. */
  mayLosePin(alias: string): void;
  allMayLosePins(): void;
  losesPin(alias: string): boolean;
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
