import type { KeyLayout, Texts } from './key-layout.ts';
import { planReading, type ReadingPlan, type UnreadableName } from './plan-reading.ts';
import { readSegments } from './read-segment.ts';

/** The matcher of a key template. */
export interface KeyMatcher {
  /** Returns the text of each name. Undefined if the key does not match. */
  match(key: string): Texts | undefined;
  /** Names of which it is ambiguous where one ends and the next begins. */
  readonly ambiguous: readonly (readonly string[])[];
}

/**
 * Creates the matcher of a key template. If a key can be read in several ways, each name takes as much as it can, the first
 * name of the template first. The time is linear in the length of the key.
 */
export function createKeyMatcher({ blocks, paths }: KeyLayout): KeyMatcher | UnreadableName {
  const head = blocks[0] ?? [];
  const tail = paths.length === 0 ? [] : (blocks.at(-1) ?? []);
  const fixed = planReading([...head, ...tail], new Set());
  if ('unreadable' in fixed) return fixed;
  const known = new Set(fixed.names);
  const floating: FloatingBlock[] = [];
  for (const block of blocks.slice(1, -1)) {
    const plan = planReading(block, new Set(fixed.names));
    if ('unreadable' in plan) return plan;
    const shared = block
      .flat()
      .find((piece) => piece.kind === 'name' && known.has(piece.name) && !fixed.names.includes(piece.name));
    if (shared?.kind === 'name') return { unreadable: shared };
    for (const name of plan.names) known.add(name);
    floating.push({ plan, length: block.length });
  }
  const least = blocks.reduce((sum, block) => sum + block.length, paths.length);
  const match: KeyMatcher['match'] = (key) => {
    const segments = key.split('/');
    if (segments.length < least || (paths.length === 0 && segments.length > least)) return undefined;
    const texts: Texts = new Map();
    const end = segments.length - tail.length;
    // The plan of head and tail sees them as neighbors.
    const ends = paths.length === 0 ? segments : [...segments.slice(0, head.length), ...segments.slice(end)];
    if (!readSegments(fixed, ends, 0, texts)) return undefined;
    if (paths.length === 0) return texts;
    const starts = placeBlocks(floating, segments, head.length, end, texts);
    return starts && readPaths({ segments, floating, starts, paths, from: head.length, end }, texts)
      ? texts
      : undefined;
  };
  const divided = [fixed, ...floating.map(({ plan }) => plan)].flatMap((plan) => plan.divided);
  return { match, ambiguous: paths.length > 1 ? [paths, ...divided] : divided };
}

/** A block between two paths. */
interface FloatingBlock {
  readonly plan: ReadingPlan;
  /** The number of its segments. */
  readonly length: number;
}

/**
 * Places each block as far right as possible, last block first, so that the first path is as long as possible. Returns the
 * indexes of their first segments.
 */
function placeBlocks(
  floating: readonly FloatingBlock[],
  segments: readonly string[],
  from: number,
  end: number,
  texts: Texts,
): readonly number[] | undefined {
  const starts: number[] = [];
  let stop = end;
  for (const { plan, length } of floating.toReversed()) {
    const start = placeBlock(plan, length, segments, { from: from + 1, stop: stop - 1 }, texts);
    if (start === undefined) return undefined;
    starts.unshift(start);
    stop = start;
  }
  return starts;
}

/** Finds the last place of a block that ends at or before `stop`, so that no empty segment follows it. */
function placeBlock(
  plan: ReadingPlan,
  length: number,
  segments: readonly string[],
  { from, stop }: { readonly from: number; readonly stop: number },
  texts: Texts,
): number | undefined {
  for (let start = stop - length; start >= from; start--) {
    if (segments[start + length] === '') return undefined;
    if (readSegments(plan, segments, start, texts)) return start;
  }
  return undefined;
}

interface PlacedBlocks {
  readonly segments: readonly string[];
  readonly floating: readonly FloatingBlock[];
  readonly starts: readonly number[];
  readonly paths: readonly string[];
  readonly from: number;
  readonly end: number;
}

/** Reads the paths around the placed blocks. Returns false if one of them is empty or has an empty segment. */
function readPaths({ segments, floating, starts, paths, from, end }: PlacedBlocks, texts: Texts): boolean {
  let begin = from;
  return paths.every((name, i) => {
    const path = segments.slice(begin, starts[i] ?? end);
    begin = (starts[i] ?? end) + (floating[i]?.length ?? 0);
    texts.set(name, path.join('/'));
    return path.length > 0 && !path.includes('');
  });
}
