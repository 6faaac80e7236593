import { expect, test } from 'vitest';
import { compareMavenItems, mavenItems } from '../../../src/rules/orders/comparable-version.ts';
import { mavenTexts } from './maven-texts.ts';

type Pair = readonly [a: string, b: string];

function sign([a, b]: Pair): number {
  return Math.sign(compareMavenItems(mavenItems(a), mavenItems(b)));
}

const texts = mavenTexts(250);

test('the order is total: it has no cycles, and the sign turns round with the pair', () => {
  const signs = texts.map((a) => texts.map((b) => sign([a, b])));
  const at = (i: number, j: number): number => signs[i]?.[j] ?? Number.NaN;
  const wrong = [];
  for (const i of texts.keys())
    for (const j of texts.keys()) {
      if (at(i, j) + at(j, i) !== 0) wrong.push([texts[i], texts[j]]);
      if (at(i, j) <= 0)
        for (const k of texts.keys()) if (at(j, k) <= 0 && at(i, k) > 0) wrong.push([texts[i], texts[j], texts[k]]);
    }
  expect(wrong).toEqual([]);
});

// Each sign but the last is that of ComparableVersion of maven-artifact 3.8.7, whose last one closes the cycle.
test.each([
  ['1', '1-jre', '1.0.beta-1'],
  ['1', '1-sp', '1-0-alpha'],
  ['1', '1-1', '1.0.rc.2'],
])('Maven says %s < %s < %s < %s', (first, second, third) => {
  expect(sign([first, second])).toBe(-1);
  expect(sign([third, first])).toBe(-1);
  expect(sign([third, second])).toBe(-1);
});
