import { expect, test } from 'vitest';
import { compareKeys } from '../../../src/compare-keys.ts';
import { surveyKeys } from '../../../src/handlers/split/survey-keys.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
  - name: nightly
    match: { key: 'nightly/{day}/{file}' }
    order: { by: date, on: day }
    aliases: ['nightly/latest/{file}']
`;

const blob = { id: 'b', size: 1, etag: 'E'.repeat(32), crc64: '1' };

function bucket(keys: readonly string[]) {
  const inner = createMemoryStore({});
  for (const key of keys) inner.answer({ operation: 'PutObject', key, blob });
  let requests = 0;
  const send = ((request) => {
    requests++;
    return inner.send(request);
  }) as typeof inner.send;
  return { store: { ...inner, send }, requests: () => requests };
}

function app(name: string, objects: number): readonly string[] {
  return Array.from({ length: objects }, (_, i) => `releases/${name}/1.${i}.0/f`);
}

const ruleSet = parseRules(RULES, 'r.yaml');

test.each([
  ['an empty bucket', [], 0, 2],
  ['a small one: every key counts', [...app('a', 300), 'elsewhere/x', 'nightly/2026-01-01/f'], 301, 2],
  ['small folders', [...app('a', 600), ...app('b', 700), ...app('c', 10)], 1310, 6],
  ['a large folder among small ones', [...app('a', 10), ...app('b', 1500), ...app('c', 10)], 1520, 80],
])('%s', async (_, keys, expected, most) => {
  const { store, requests } = bucket(keys);
  const marks = await surveyKeys(store, ruleSet);
  const total = marks.reduce((sum, { objects }) => sum + objects, 0);
  expect(total).toBeGreaterThanOrEqual(expected * 0.9);
  expect(total).toBeLessThanOrEqual(expected * 1.1);
  expect(marks.map(({ key }) => key)).toEqual(marks.map(({ key }) => key).toSorted(compareKeys));
  expect(requests()).toBeLessThanOrEqual(most);
});

test('many folders are estimated from some of them', async () => {
  const keys = Array.from({ length: 200 }, (_, i) => app(`app-${i}`, 8)).flat();
  const { store, requests } = bucket(keys);
  const marks = await surveyKeys(store, ruleSet);
  expect(marks.reduce((sum, { objects }) => sum + objects, 0)).toBeCloseTo(1600);
  expect(requests()).toBeLessThan(80);
});

test('a survey stops at its limit', async () => {
  const { store, requests } = bucket(Array.from({ length: 60 }, (_, i) => app(`app-${i}`, 30)).flat());
  await surveyKeys(store, ruleSet, { requests: 5 });
  expect(requests()).toBeLessThan(70);
});
