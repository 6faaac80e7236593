import { compareKeys } from '../../compare-keys.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { KeyMark } from './key-marks.ts';
import { justBefore, type KeyRange } from './key-range.ts';
import { possiblePrefixes } from './possible-prefixes.ts';

/** A part of the keys of a bucket that one task sweeps. */
export interface Shard extends KeyRange {
  /** About how many objects are in it. */
  readonly objects: number;
}

export interface ShardSize {
  /** About how many objects a shard should have. */
  readonly objectsPerShard: number;
  /** The most shards. Shards become larger if there are too many objects. */
  readonly mostShards: number;
}

/**
 * Divides the keys of a bucket into shards, in key order. Every text is in exactly one shard, so every division is right: a
 * sweep of a shard lists the prefix of each of its aliases to its end, even beyond the shard ({@link prefixesAcross}). A
 * good division lists little twice. So a shard ends before a prefix that aliases share, if there is one nearby.
 *
 * @param marks where the keys are, in key order.
 * @param kept the starts of earlier shards. They are used again where the shards between them have not become too large or
 * too small, because the facts of a shard belong to its start.
 */
export function planShards(
  ruleSet: RuleSet,
  marks: readonly KeyMark[],
  { objectsPerShard, mostShards }: ShardSize,
  kept: readonly string[] = [],
): readonly Shard[] {
  const total = sum(marks);
  const size = Math.max(objectsPerShard, Math.ceil(total / mostShards));
  const shards: Shard[] = [];
  let after: string | undefined;
  let open: KeyMark[] = [];
  let filled = 0;
  let nextKept = 0;
  // The keys before a text do not change while the shard is open.
  const tooSmall = new Set<string>();

  /** Ends the open shard, unless what is before the text is too small. */
  const end = (until: string, least: number): boolean => {
    const before = open.filter(({ key }) => compareKeys(key, until) <= 0);
    const objects = sum(before);
    if (objects < least) {
      tooSmall.add(until);
      return false;
    }
    tooSmall.clear();
    shards.push({ after, until, objects });
    open = open.slice(before.length);
    filled = sum(open);
    after = until;
    return true;
  };

  for (const mark of marks) {
    for (let start = kept[nextKept]; start !== undefined && compareKeys(start, mark.key) < 0; start = kept[nextKept]) {
      if (after === undefined || compareKeys(start, after) > 0) end(start, size / 8);
      nextKept++;
    }
    // A shard that was planned before may grow to twice the size before it is divided.
    const most = kept.length === 0 ? size : 2 * size;
    if (filled >= most) {
      cutsBefore(ruleSet, mark.key).some(
        (until) => isAfter(until, after) && !tooSmall.has(until) && end(until, size / 4),
      );
    }
    open.push(mark);
    filled += mark.objects;
  }
  return [...shards, { after, until: undefined, objects: sum(open) }];
}

function sum(marks: readonly KeyMark[]): number {
  return marks.reduce((total, { objects }) => total + objects, 0);
}

function isAfter(text: string, after: string | undefined): boolean {
  return after === undefined || compareKeys(text, after) > 0;
}

/**
 * Texts at which a shard can end before a key. The first one keeps all aliases that can have a candidate at the key in one
 * shard, further ones only those with longer prefixes.
 */
function cutsBefore(ruleSet: RuleSet, key: string): readonly string[] {
  const prefixes = possiblePrefixes(ruleSet, key);
  return prefixes.length === 0 ? [key] : prefixes.map(justBefore);
}
