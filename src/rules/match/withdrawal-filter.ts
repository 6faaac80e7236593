import { compareKeys } from '../../compare-keys.ts';

/** An item that a marker withdraws. */
export interface Withdrawn<T> {
  readonly item: T;
  readonly marker: string;
}

/** Divides the candidates of a listing into those that a listed marker withdraws and all others. */
export interface WithdrawalFilter<T> {
  /** Call for each listed key, in key order, before the other functions. */
  pass(key: string): void;
  /** Adds the marker at the current key. */
  addMarker(key: string): void;
  /** Adds the candidate at the current key, and the key of its marker if the rule has markers. */
  addCandidate(item: T, marker: string | undefined): void;
  /** Call after the last key. */
  end(): void;
  /** The markers that the listing has shown. */
  readonly markers: ReadonlySet<string>;
}

/**
 * Creates a filter. It reports each candidate once the listing has passed the key of its marker. In the order of
 * the keys, a marker is close to the objects that it covers, so few candidates wait at the same time.
 *
 * @param isMarked called for each candidate that a marker withdraws.
 * @param isFree called for each other candidate.
 * @param earlier markers that were listed before.
 */
export function createWithdrawalFilter<T>(
  isFree: (item: T) => void,
  isMarked: (withdrawn: Withdrawn<T>) => void = () => {},
  earlier: Iterable<string> = [],
): WithdrawalFilter<T> {
  const markers = new Set(earlier);
  // The markers of later candidates come first: their keys begin with the same text, and are longer.
  const waiting: Withdrawn<T>[] = [];
  let at = '';
  return {
    pass(key) {
      at = key;
      for (let last = waiting.at(-1); last !== undefined && compareKeys(last.marker, key) < 0; last = waiting.at(-1)) {
        waiting.pop();
        isFree(last.item);
      }
    },
    addMarker(key) {
      markers.add(key);
      for (let i = waiting.length - 1; i >= 0; i--) {
        const one = waiting[i];
        if (one?.marker !== key) continue;
        waiting.splice(i, 1);
        isMarked(one);
      }
    },
    addCandidate(item, marker) {
      if (marker === undefined) isFree(item);
      else if (markers.has(marker)) isMarked({ item, marker });
      else if (compareKeys(marker, at) < 0) isFree(item);
      else waiting.push({ item, marker });
    },
    end() {
      for (const { item } of waiting.splice(0)) isFree(item);
    },
    markers,
  };
}
