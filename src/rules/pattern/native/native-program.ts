import { emitRegex } from './emit-regex.ts';
import { onePassOf } from './one-pass.ts';
import { parseRegex } from './parse-regex.ts';
import { childrenOf, type RegexTree } from './regex-tree.ts';

/** A pattern as a regular expression of JavaScript. It is plain data, so it can be made ahead and stored. */
export interface NativeProgram {
  /**
   * The source of a sticky regular expression with the flag `u`. It is tried where the text begins. If it matches backwards,
   * it is tried at the end of the text.
   */
  readonly source: string;
  /** Whether it matches from the end of the text to its start. */
  readonly isBackwards: boolean;
  /** The names of its groups, in order. It has no other groups. */
  readonly names: readonly string[];
  /** About how many instructions RE2 would need. */
  readonly size: number;
}

/**
 * Translates a pattern for the engine of JavaScript. Undefined unless it is proved that it finds the same as RE2 there, in
 * linear time.
 */
export function nativeProgram(pattern: string): NativeProgram | undefined {
  const tree = parseRegex(pattern);
  const direction = tree && onePassOf(tree);
  if (tree === undefined || direction === undefined) return undefined;
  const isBackwards = direction === 'backwards';
  const { source, names } = emitRegex(isBackwards ? tree : withoutStart(tree), direction);
  return { source, isBackwards, names, size: instructionsOf(tree) + ENDS };
}

/** A sticky regular expression begins at a certain place, so it does not need `^`, which would match only at offset 0. */
function withoutStart(tree: RegexTree): RegexTree {
  return { kind: 'sequence', items: tree.kind === 'sequence' ? tree.items.slice(1) : [] };
}

/** RE2 ends a program with one instruction for success and one for failure. */
const ENDS = 2;

/** RE2 has one instruction for each set, two for each group, and one for each choice. A bounded repeat copies its body. */
function instructionsOf(tree: RegexTree): number {
  const inside = childrenOf(tree).reduce((sum, part) => sum + instructionsOf(part), 0);
  switch (tree.kind) {
    case 'set':
    case 'start':
    case 'end':
      return 1;
    case 'capture':
      return inside + 2;
    case 'alternation':
      return inside + tree.options.length - 1;
    case 'repeat': {
      const { least, most } = tree;
      if (most === Number.POSITIVE_INFINITY) return inside * Math.max(1, least) + 1;
      return inside * most + most - least;
    }
    case 'sequence':
      return inside;
  }
}
