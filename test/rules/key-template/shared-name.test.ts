import { expect, test } from 'vitest';
import { planReading } from '../../../src/rules/key-template/plan-reading.ts';
import { isCertain, readSharedName, type SharedStep } from '../../../src/rules/key-template/shared-name.ts';
import { segmentsOf } from './segments-of.ts';

function sharedStep(template: string): SharedStep {
  const plan = planReading(segmentsOf(template), new Set());
  const [step] = 'steps' in plan ? plan.steps : [];
  if (step === undefined || 'index' in step) throw new TypeError(`${template} has no shared name`);
  return step;
}

test.each([
  ['{a}-{v}/{a}-{o}', 'x-y-1/x-y-2', 'x-y'],
  ['{a}-{v}/{a}_{o}', 'x-1/x_2', 'x'],
  ['pre-{a}-{v}.x/{a}-{o}.{e}', 'pre-a-b-1.x/a-b-c.d', 'a-b'],
  ['{o}-{v}/{a}-{v}', 'x-1-2/y-1-2', '2'],
  ['{o}--{v}/{a}-{v}', 'x--1-2/y-1-2', '1-2'],
  ['{n}-{v}/{n}_{v}', 'a-b-c/a-b_c', 'a-b'],
  ['{n}-{v}/{n}_{v}.{e}', 'a-b/a_b.c.d', 'a'],
  ['{a}-{v}/{a}-{o}', '😀-1/😀-2', '😀'],
])('%s on %s: %s', (template, key, text) => {
  const parts = key.split('/');
  expect(readSharedName(sharedStep(template), new Map(), (index) => parts[index] ?? '')).toBe(text);
});

test.each([
  ['{a}-{v}/{a}-{o}', 'x-1/y-2'],
  ['{a}-{v}/{a}-{o}', 'x-1/x-'],
  ['{a}-{v}/{a}-{o}', '-1/-2'],
  ['{o}-{v}/{a}-{v}', 'x-1/x-2'],
  ['{o}-{v}/{a}-{v}', '-1/-1'],
  ['{n}-{v}/{n}_{v}', 'a-bc/a_b'],
  ['{n}-{v}/{n}_{v}', 'a-b/a_'],
  ['{n}-{v}/{n}_{v}', 'a-b/'],
])('%s on %s: none', (template, key) => {
  const parts = key.split('/');
  expect(readSharedName(sharedStep(template), new Map(), (index) => parts[index] ?? '')).toBeUndefined();
});

test.each([
  ['{n}-{v}/{n}_{v}', true],
  ['{n}-{v}/{n}_{v}/{n}-{v}', true],
  ['{n}-{v}/{n}--{v}', false],
  ['{a}-{v}/{a}-{o}', false],
])('the text is certain in %s: %s', (template, expected) => {
  expect(isCertain(sharedStep(template), new Set())).toBe(expected);
});

test('long texts are read in linear time', () => {
  const text = `${'-'.repeat(500_000)}x`;
  const read = (template: string, other: string) =>
    readSharedName(sharedStep(template), new Map(), (index) => (index === 0 ? text : other));
  expect(read('{a}-{v}/{a}-{o}', `${'-'.repeat(500_000)}y`)?.length).toBe(499_999);
  expect(read('{n}-{v}/{n}_{v}', `${'-'.repeat(500_000)}x`)).toBeUndefined();
});
