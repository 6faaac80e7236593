import { intersect, LAST_CODE_POINT } from './code-points.ts';
import { type Position, positionsOf } from './positions.ts';
import { childrenOf, type RegexTree } from './regex-tree.ts';

/** After so many pairs of positions, the answer is that it is not known. Real pairs of rules need fewer than a hundred. */
const MOST_PAIRS = 5_000;

/**
 * Proves that no text matches both expressions. False if some text does, or if it is not known: an expression has an anchor
 * inside, or is too large.
 */
export function areDisjoint(a: RegexTree, b: RegexTree): boolean {
  const [left, right] = [wholeText(a), wholeText(b)].map((items) => items && positionsOf(items));
  if (left === undefined || right === undefined) return false;
  if (left.emptyWays > 0 && right.emptyWays > 0) return false;
  const [leftEnds, rightEnds] = [new Set(left.last), new Set(right.last)];
  // Each pair of positions that some text reaches in both expressions.
  const seen = new Map<Position, Set<Position>>();
  const open: (readonly [Position, Position])[] = [];
  let pairs = 0;
  const reach = (some: readonly Position[], others: readonly Position[]): void => {
    for (const one of some) {
      for (const other of others) {
        if (seen.get(one)?.has(other) === true || !intersect(one.points, other.points)) continue;
        seen.set(one, (seen.get(one) ?? new Set()).add(other));
        open.push([one, other]);
      }
    }
  };
  reach(left.first, right.first);
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [one, other] = pair;
    if ((leftEnds.has(one) && rightEnds.has(other)) || ++pairs > MOST_PAIRS) return false;
    reach(one.next, other.next);
  }
  return true;
}

const ANY_TEXT: RegexTree = {
  kind: 'repeat',
  body: { kind: 'set', points: [[0, LAST_CODE_POINT]] },
  least: 0,
  most: Number.POSITIVE_INFINITY,
  isLazy: false,
};

/** The expression for the whole of each text in which a match is found. Undefined if it has an anchor inside. */
function wholeText(tree: RegexTree): readonly RegexTree[] | undefined {
  const items = tree.kind === 'sequence' ? tree.items : [tree];
  const hasStart = items[0]?.kind === 'start';
  const hasEnd = items.at(-1)?.kind === 'end';
  const inside = items.slice(hasStart ? 1 : 0, hasEnd ? -1 : undefined);
  if (inside.some(hasAnchor)) return undefined;
  return [...(hasStart ? [] : [ANY_TEXT]), ...inside, ...(hasEnd ? [] : [ANY_TEXT])];
}

/** Whether an expression depends on the ends of the text. */
export function hasAnchor(tree: RegexTree): boolean {
  return tree.kind === 'start' || tree.kind === 'end' || childrenOf(tree).some(hasAnchor);
}
