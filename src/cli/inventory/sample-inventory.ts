import { createKeySample, type KeySample } from '../../aliases/split/key-sample.ts';
import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { InventoryEntry } from './read-inventory.ts';

/** The keys of an inventory that the rules affect, as a sample. */
export interface InventorySample extends Pick<KeySample, 'marks'> {
  /** How many entries were read. */
  readonly entries: number;
  add(entry: InventoryEntry): void;
}

/** The most keys whose last change is remembered. Incremental inventories cover ten minutes each. */
const MOST_CHANGES = 1_000_000;

/**
 * Collects the entries of a full inventory, then those of incremental ones. A change that is older than the last one of its
 * key has no effect, in whatever order they come.
 */
export function createInventorySample(ruleSet: RuleSet): InventorySample {
  const prefixes = allPrefixes(ruleSet);
  const sample = createKeySample();
  const last = new Map<string, bigint>();
  let entries = 0;
  return {
    marks: sample.marks,
    get entries() {
      return entries;
    },
    add({ key, change, sequence }) {
      entries++;
      if (!prefixes.some((prefix) => key.startsWith(prefix))) return;
      if (sequence > 0n) {
        if (sequence < (last.get(key) ?? 0n)) return;
        if (last.size < MOST_CHANGES) last.set(key, sequence);
      }
      if (change === 'added') sample.add(key);
      else sample.remove(key);
    },
  };
}
