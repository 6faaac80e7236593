import { createGroups, type Groups } from '../groups.ts';
import { emitRegex } from './emit-regex.ts';
import { onePassOf } from './one-pass.ts';
import { parseRegex } from './parse-regex.ts';
import { childrenOf, type RegexTree } from './regex-tree.ts';

/** Finds a pattern in a text with the regular expressions of JavaScript, which are much faster than RE2. */
export interface NativeMatch {
  /** The names of the groups. */
  readonly groups: readonly string[];
  /** About how many instructions RE2 would need. */
  readonly size: number;
  /** Returns the groups of the match. Undefined if the pattern does not match. */
  match(text: string): Groups | undefined;
  /** The offset at which a group of the match ends. Undefined if the group did not take part in a match. */
  endOf(text: string, group: string): number | undefined;
}

/**
 * Compiles a pattern for the engine of JavaScript. Undefined unless it is proved that it finds the same as RE2, in linear
 * time.
 */
export function compileNative(source: string): NativeMatch | undefined {
  const tree = parseRegex(source);
  const direction = tree && onePassOf(tree);
  if (tree === undefined || direction === undefined) return undefined;
  const { source: emitted, names } = emitRegex(tree, direction);
  const flags = direction === 'forwards' ? 'u' : 'uy';
  const regex = new RegExp(emitted, flags);
  const exec = (compiled: RegExp, text: string): RegExpExecArray | null => {
    if (direction === 'backwards') compiled.lastIndex = text.length;
    return compiled.exec(text);
  };
  return {
    groups: names,
    size: instructionsOf(tree) + ENDS,
    endOf(text, group) {
      // Few patterns are asked, and offsets make each match slower.
      return exec(new RegExp(emitted, `${flags}d`), text)?.indices?.[names.indexOf(group) + 1]?.[1];
    },
    match(text) {
      const found = exec(regex, text);
      if (found === null) return undefined;
      const groups = createGroups();
      for (let i = 0; i < names.length; i++) {
        const value = found[i + 1];
        const name = names[i];
        if (value !== undefined && name !== undefined) groups[name] = value;
      }
      return groups;
    },
  };
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
