import type { CodePoints } from './code-points.ts';
import type { RegexTree } from './regex-tree.ts';

/** A set of an expression, with the positions that can follow it. */
export interface Position {
  readonly points: CodePoints;
  /** A position is listed once for each way to get there. */
  readonly next: Position[];
}

/** The positions of an expression. */
export interface Positions {
  readonly positions: readonly Position[];
  /** Where a match can begin. */
  readonly first: readonly Position[];
  /** Where a match can end. A position is listed once for each way to end there. */
  readonly last: readonly Position[];
  /** In how many ways the expression matches the empty text. More than two count as two. */
  readonly emptyWays: number;
  /** It repeats something that can be empty, which an engine could do any number of times. */
  readonly repeatsNothing: boolean;
}

/** Larger expressions run with RE2, without a proof. Bounded repeats count as often as they can repeat. */
const MOST_POSITIONS = 2_000;

/** The most ways from one position to the next. `a?b?c?…` has the square of its length, and no real pattern has 1,000. */
const MOST_WAYS = 10_000;

/**
 * Finds the positions of an expression without anchors, by the method of Glushkov: each set is a position, and a table says
 * which positions can follow which. Undefined if there are too many.
 */
export function positionsOf(
  items: readonly RegexTree[],
  direction: 'forwards' | 'backwards' = 'forwards',
): Positions | undefined {
  const positions: Position[] = [];
  let ways = 0;
  let repeatsNothing = false;

  const follow = (from: readonly Position[], to: readonly Position[]): void => {
    ways += from.length * to.length;
    if (ways > MOST_WAYS) throw new TooLarge();
    for (const position of from) position.next.push(...to);
  };

  /** One part after the other. */
  const join = (a: Part, b: Part): Part => {
    follow(a.last, b.first);
    return {
      // With two ways to skip a part, what follows it can be reached in two ways.
      first: [...a.first, ...times(b.first, a.emptyWays)],
      last: [...b.last, ...times(a.last, b.emptyWays)],
      emptyWays: Math.min(2, a.emptyWays * b.emptyWays),
    };
  };

  const partOf = (tree: RegexTree): Part => {
    switch (tree.kind) {
      case 'set': {
        if (positions.length >= MOST_POSITIONS) throw new TooLarge();
        const position = { points: tree.points, next: [] };
        positions.push(position);
        return { first: [position], last: [position], emptyWays: 0 };
      }
      case 'sequence':
        return sequenceOf(tree.items);
      case 'alternation': {
        const parts = tree.options.map(partOf);
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          emptyWays: parts.reduce((sum, { emptyWays }) => Math.min(2, sum + emptyWays), 0),
        };
      }
      case 'capture':
        return partOf(tree.body);
      case 'repeat':
        return repeatOf(tree);
      default:
        throw new TypeError(`an expression with an inner anchor (${tree.kind}) has no positions`);
    }
  };

  const sequenceOf = (parts: readonly RegexTree[]): Part =>
    (direction === 'forwards' ? parts : parts.toReversed()).map(partOf).reduce(join, EMPTY);

  const repeatOf = ({ body, least, most }: RegexTree & { readonly kind: 'repeat' }): Part => {
    const copies = Math.max(least, most === Number.POSITIVE_INFINITY ? 1 : most);
    let repeated = EMPTY;
    for (let i = copies; i > 0; i--) {
      const part = partOf(body);
      if (part.emptyWays > 0) repeatsNothing = true;
      if (i === copies && most === Number.POSITIVE_INFINITY) follow(part.last, part.first);
      const whole = join(part, repeated);
      repeated = i > least ? { ...whole, emptyWays: 1 } : whole;
    }
    return repeated;
  };

  try {
    const whole = sequenceOf(items);
    return { ...whole, positions, repeatsNothing };
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

class TooLarge extends Error {}

/** A part of an expression: where it can begin and end, and in how many ways it matches the empty text. */
interface Part {
  readonly first: readonly Position[];
  readonly last: readonly Position[];
  readonly emptyWays: number;
}

const EMPTY: Part = { first: [], last: [], emptyWays: 1 };

function times(positions: readonly Position[], count: number): readonly Position[] {
  return Array.from({ length: count }, () => positions).flat();
}
