/**
 * Records which rules each alias may break for now. An alias waits for a sweep after a change that no handler notices:
 * a lost or abandoned event, a late write of a dead sender, another program's link.
 */
export interface Ledger {
  owe(alias: string): void;
  /** The alias waits for a sweep, but nothing happened to it. */
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
  /** The alias itself was changed, so its pin may be lost with the version that recorded it. */
  mayLosePin(alias: string): void;
  allMayLosePins(): void;
  losesPin(alias: string): boolean;
  /** With `onDelete: remove`, the alias may stay missing from now on. */
  mayStayMissing(alias: string): void;
  staysMissing(alias: string): boolean;
  /** The alias may move back until the next rest. */
  mayMoveBack(alias: string): void;
  allMayMoveBack(): void;
  movesBack(alias: string): boolean;
  /** The alias may be removed until the next rest, although its target exists then. */
  mayVanish(alias: string): void;
  allMayVanish(): void;
  vanishes(alias: string): boolean;
  rested(): void;
}

const ALL = '';

export function createLedger(): Ledger {
  const debts = new Map<string, number>();
  const away = new Set<string>();
  const back = new Set<string>();
  const vanishing = new Set<string>();
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
    mayStayMissing: (alias) => away.add(alias),
    staysMissing: (alias) => away.has(alias) || away.has(ALL),
    mayMoveBack: (alias) => back.add(alias),
    allMayMoveBack: () => back.add(ALL),
    movesBack: (alias) => back.has(alias) || back.has(ALL),
    mayVanish: (alias) => vanishing.add(alias),
    allMayVanish: () => vanishing.add(ALL),
    vanishes: (alias) => vanishing.has(alias) || vanishing.has(ALL),
    rested: () => {
      back.clear();
      vanishing.clear();
    },
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
