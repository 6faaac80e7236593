import { hasAnchor } from './disjoint.ts';
import { type Position, positionsOf } from './positions.ts';
import { childrenOf, type RegexTree } from './regex-tree.ts';

/**
 * The directions in which a regular expression can be matched without ever going back more than one character: in each place,
 * the next character decides how to go on. Such an expression takes linear time in every engine.
 */
export type OnePass = 'forwards' | 'backwards';

/**
 * Proves that an anchored expression is one-pass. Returns undefined if it is not, or if this cannot be proved.
 *
 * If the sets that can follow a position of the expression are disjoint, the expression is deterministic (Brüggemann-Klein and Wood,
 * "One-Unambiguous Regular Languages"). If there is also only one way to match the empty text in each place, the groups of
 * a match are certain.
 *
 * Backwards, the end must be anchored too. Then each text has at most one match, so it does not matter which of two
 * possible matches an engine prefers.
 */
export function onePassOf(tree: RegexTree): OnePass | undefined {
  const inside = anchoredParts(tree);
  if (inside === undefined || inside.items.some(hasAnchor) || inside.items.some(capturesInLoop)) return undefined;
  if (isDeterministic(inside.items, 'forwards')) return 'forwards';
  return inside.isAnchoredAtEnd && isDeterministic(inside.items, 'backwards') ? 'backwards' : undefined;
}

interface AnchoredParts {
  readonly items: readonly RegexTree[];
  readonly isAnchoredAtEnd: boolean;
}

/** The items between the anchors. Undefined without an anchor at the start. */
function anchoredParts(tree: RegexTree): AnchoredParts | undefined {
  const items = tree.kind === 'sequence' ? tree.items : [tree];
  if (items[0]?.kind !== 'start') return undefined;
  const isAnchoredAtEnd = items.at(-1)?.kind === 'end';
  return { items: items.slice(1, isAnchoredAtEnd ? -1 : undefined), isAnchoredAtEnd };
}

/** RE2 keeps the last text of a group that is repeated. JavaScript forgets it at the start of each repetition. */
function capturesInLoop(tree: RegexTree): boolean {
  if (tree.kind === 'repeat' && tree.most > 1) return hasCapture(tree.body);
  return childrenOf(tree).some(capturesInLoop);
}

function hasCapture(tree: RegexTree): boolean {
  return tree.kind === 'capture' || childrenOf(tree).some(hasCapture);
}

function isDeterministic(items: readonly RegexTree[], direction: OnePass): boolean {
  const found = positionsOf(items, direction);
  if (found === undefined || found.repeatsNothing || found.emptyWays > 1) return false;
  if (new Set(found.last).size < found.last.length) return false;
  return [found.first, ...found.positions.map(({ next }) => next)].every(areDisjoint);
}

/** Whether no two of the sets have a code point in common. A position that is listed twice has. */
function areDisjoint(positions: readonly Position[]): boolean {
  if (positions.length < 2) return true;
  const ranges = positions.flatMap(({ points }) => points).sort(([a], [b]) => a - b);
  return ranges.every(([from], i) => from > (ranges[i - 1]?.[1] ?? -1));
}
