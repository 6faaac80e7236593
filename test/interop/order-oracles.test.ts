import { describe, expect, test } from 'vitest';
import { compareMavenItems, mavenItems } from '../../src/rules/orders/comparable-version.ts';
import { createOrder, type OrderName } from '../../src/rules/orders/orders.ts';
import debianVersions from '../rules/orders/fixtures/debian.txt';
import mavenVersions from '../rules/orders/fixtures/maven.txt';
import pythonVersions from '../rules/orders/fixtures/pep440.txt';
import { mavenTexts } from '../rules/orders/maven-texts.ts';
import { placesOf } from '../rules/orders/places.ts';
import { compared } from '../rules/orders/sorted.ts';
import { ORACLES, type Oracle, type Pair } from './order-oracles.ts';

const VERSIONS: Readonly<Partial<Record<OrderName, string>>> = {
  debian: debianVersions,
  pep440: pythonVersions,
  maven: mavenVersions,
};

/** Pairs of texts that are next to each other, or many places apart. */
function pairsOf(texts: readonly string[], every: number): readonly Pair[] {
  return texts.flatMap((text, i) => {
    const others = i % every === 0 ? [texts[i + 1], texts[i + 37], texts[i - 411]] : [];
    return others.filter((other) => other !== undefined).map((other): Pair => [text, other]);
  });
}

describe.each(Object.values(ORACLES))('$tool', ({ by, tool, signs, every, install }: Oracle) => {
  test.skipIf(signs === undefined)(`agrees with the order ${by} (skipped without ${tool}: ${install})`, () => {
    const pairs = pairsOf(placesOf(VERSIONS[by] ?? '').flat(), every);
    expect(pairs.length).toBeGreaterThan(100);
    const order = createOrder(by, {});
    expect(signs?.(pairs)).toEqual(pairs.map(([a, b]) => compared(order, a, b)));
  });
});

const { signs: mavenSigns, install } = ORACLES.maven;

test.skipIf(mavenSigns === undefined)(
  `Maven differs only where it has a cycle (skipped without it: ${install})`,
  () => {
    const texts = mavenTexts(250);
    const pairs = texts.flatMap((a) => texts.map((b): Pair => [a, b]));
    const own = ([a, b]: Pair): number => Math.sign(compareMavenItems(mavenItems(a), mavenItems(b)));
    const signs = mavenSigns?.(pairs) ?? [];
    const apart = pairs.filter((pair, i) => own(pair) !== signs[i]);
    expect(apart.length).toBeGreaterThan(100);
    expect(apart.length).toBeLessThan(pairs.length / 10);
    // By way of a version that both begin with, Maven says the opposite of what it says about the two.
    const ways = apart.flatMap((pair) => beginningsOf(pair).map((middle) => ({ pair, middle })));
    const first = mavenSigns?.(ways.map(({ pair: [a], middle }): Pair => [a, middle])) ?? [];
    const second = mavenSigns?.(ways.map(({ pair: [, b], middle }): Pair => [middle, b])) ?? [];
    const cycles = new Set(
      ways.flatMap(({ pair }, i) =>
        own(pair) !== 0 && first[i] === own(pair) && second[i] === own(pair) ? [pair] : [],
      ),
    );
    expect(apart.filter((pair) => !cycles.has(pair))).toEqual([]);
  },
);

/** The beginnings of both texts, and the least version, which is below and above whole versions. */
function beginningsOf(pair: Pair): readonly string[] {
  return ['0', ...pair.flatMap((text) => Array.from(text, (_, i) => text.slice(0, i + 1)))];
}
