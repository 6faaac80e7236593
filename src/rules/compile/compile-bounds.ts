import type { WrittenBounds } from '../file/rules-schema.ts';
import type { Order } from '../orders/order.ts';
import type { OrderName } from '../orders/orders.ts';
import type { SemanticVersion } from '../orders/semver.ts';
import { isInRange } from '../orders/version-range.ts';
import type { RuleValue } from '../rule-order.ts';
import { parseVersionRange } from './parse-version-range.ts';
import type { RuleProblem } from './rule-problem.ts';

/** Returns why the first order value is outside the limits of an alias, or undefined if it is inside. */
export type Bounds = (value: RuleValue) => string | undefined;

/** A limit that cannot be used, and why. */
export interface BoundsProblem {
  /** The field of the limit. */
  readonly word: LimitName;
  readonly problem: Omit<RuleProblem, 'path'>;
}

/** The order whose values are limited: that of the first term. */
interface Ordering {
  readonly by: OrderName;
  /** In its natural direction, even with `desc`. */
  readonly order: Order;
  readonly prereleases: boolean;
}

type LimitName = 'after' | 'before' | 'range';

/** The limits of an alias as written. Includes the limits of its rule that the alias does not override. */
export function writtenLimits(
  rule: WrittenBounds,
  alias: string | WrittenBounds,
): readonly (readonly [word: LimitName, text: string])[] {
  return LIMIT_NAMES.flatMap((word) => {
    const text = (typeof alias === 'string' ? undefined : alias[word]) ?? rule[word];
    return text === undefined ? [] : [[word, text] as const];
  });
}

/** Compiles the limits of an alias. Returns undefined if there are none. */
export function compileBounds(
  written: ReturnType<typeof writtenLimits>,
  ordering: Ordering,
): Bounds | undefined | BoundsProblem {
  const limits: Bounds[] = [];
  for (const [word, text] of written) {
    const limit = LIMITS[word](text, ordering);
    if ('what' in limit) return { word, problem: limit };
    limits.push(limit);
  }
  if (limits.length === 0) return undefined;
  return (value) => limits.map((limit) => limit(value)).find((why) => why !== undefined);
}

/** Compiles one limit. */
type LimitCompiler = (text: string, ordering: Ordering) => Bounds | Omit<RuleProblem, 'path'>;

/** Compiles a limit that a value must be greater (1) or less (-1) than. */
function comparedWith(word: 'after' | 'before', sign: 1 | -1): LimitCompiler {
  return (text, { by, order }) => {
    if (by === 'uploaded') {
      return { what: `${word} cannot be used`, why: 'the order uploaded does not read any text', instead: 'remove it' };
    }
    const limit = order.parse(text);
    if (!limit.ok)
      return { what: `${word} cannot be read`, why: limit.why, instead: `write it like ${order.examples[0]}` };
    return ([value]) =>
      Math.sign(order.compare(value, limit.value)) === sign ? undefined : `is not ${word} "${text}"`;
  };
}

const inRange: LimitCompiler = (text, { by, prereleases }) => {
  if (by !== 'semver') {
    return {
      what: 'range cannot be used',
      why: `only the order semver has ranges, not ${by}`,
      instead: 'use after and before',
    };
  }
  const range = parseVersionRange(text, prereleases);
  if (range === undefined) {
    return {
      what: 'range cannot be read',
      why: `"${text}" is not a range of semantic versions`,
      instead: 'write it like ^1.2, ~1.2.3, 1.x or ">=1.2 <3"',
    };
  }
  return ([value]) => (isInRange(range, value as SemanticVersion) ? undefined : `is outside the range "${text}"`);
};

const LIMIT_NAMES = ['after', 'before', 'range'] as const;

const LIMITS: Readonly<Record<LimitName, LimitCompiler>> = {
  after: comparedWith('after', 1),
  before: comparedWith('before', -1),
  range: inRange,
};
