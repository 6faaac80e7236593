import Range from 'semver/classes/range.js';
import parseVersion from 'semver/functions/parse.js';
import type { writtenLimits } from '../../rules/compile/compile-bounds.ts';
import type { OrderName } from '../../rules/orders/orders.ts';
import type { OrderTerm } from '../../rules/rule-order.ts';

/** The limits of an alias, as written. */
export type Limits = ReturnType<typeof writtenLimits>;

/**
 * Values at the edges of the limits. If any value is within all limits, one of these is. Undefined for orders that have no
 * next or least value.
 */
export function boundaryTexts(term: OrderTerm, limits: Limits): readonly string[] | undefined {
  return LEAST_VALUES[term.by]?.(term, limits);
}

const LEAST_VALUES: Partial<Record<OrderName, (term: OrderTerm, limits: Limits) => readonly string[]>> = {
  semver: (_, limits) => limits.flatMap(([word, text]) => LEAST_VERSIONS[word](text)).concat('0.0.0', '0.0.0-0'),
  number: (_, limits) =>
    limits.map(([word, text]) => (word === 'after' ? String(BigInt(text) + 1n) : String(BigInt(text) - 1n))),
  list: ({ order }) => order.examples,
};

/** The least version that a limit accepts, as a release and as a prerelease. */
const LEAST_VERSIONS: Readonly<Record<Limits[number][0], (text: string) => readonly string[]>> = {
  before: () => [],
  after: (text) => {
    const version = parseVersion(text);
    if (version === null) return [];
    const { major, minor, patch } = version;
    return version.prerelease.length > 0
      ? [`${major}.${minor}.${patch}`, `${version.version}.0`]
      : [`${major}.${minor}.${patch + 1}`, `${major}.${minor}.${patch + 1}-0`];
  },
  range: (text) =>
    new Range(text).set.flatMap((comparators) =>
      comparators.flatMap(({ operator, semver, value }) => {
        // The comparator of `*` has no version.
        if (value === '') return [];
        if (operator === '>') return LEAST_VERSIONS.after(semver.version);
        return [semver.version, `${semver.major}.${semver.minor}.${semver.patch}-0`];
      }),
    ),
};
