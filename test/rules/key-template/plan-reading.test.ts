import { expect, test } from 'vitest';
import { layoutOf, type Segment } from '../../../src/rules/key-template/key-layout.ts';
import { parseKeyTemplate } from '../../../src/rules/key-template/parse-key-template.ts';
import { planReading } from '../../../src/rules/key-template/plan-reading.ts';

function segments(template: string): readonly Segment[] {
  const pieces = parseKeyTemplate(template);
  if ('why' in pieces) throw new TypeError(pieces.why);
  return layoutOf(pieces).blocks[0] ?? [];
}

function written(pieces: Segment): string {
  return pieces.map((piece) => (piece.kind === 'literal' ? piece.text : `{${piece.name}}`)).join('');
}

test.each<[template: string, steps: readonly string[], runs: readonly string[], divided: readonly string[]]>([
  ['a/{x}', ['0 a', '1 {x}'], [], []],
  ['{x}-{y}/{z}', ['0 {x}-{y}', '1 {z}'], [], ['x y']],
  // A segment with one unknown name comes before segments that share the name.
  ['{a}-{v}/{a}', ['1 {a}', '0 {a}-{v}'], [], []],
  ['{a}-{b}-{v}/{b}/{a}-{b}', ['1 {b}', '2 {a}-{b}', '0 {a}-{b}-{v}'], [], []],
  ['{v}-{v}', ['0 {v}-{v}'], [], []],
  // Names that always occur together are read as one text.
  ['{n}-{v}/{n}-{v}.x', ['0 {#0}', '1 {#0}.x'], ['#0 = {n}-{v}'], ['n v']],
  ['{n}-{v}-{o}/x-{n}-{v}', ['1 x-{#0}', '0 {#0}-{o}'], ['#0 = {n}-{v}'], ['n v']],
  [
    '{a}-{b}/{c}_{d}/{a}-{b}/{c}_{d}',
    ['0 {#0}', '2 {#0}', '1 {#1}', '3 {#1}'],
    ['#0 = {a}-{b}', '#1 = {c}_{d}'],
    ['a b', 'c d'],
  ],
])('%s is read in the order %j, with the runs %j', (template, steps, runs, divided) => {
  const plan = planReading(segments(template), new Set());
  if ('unreadable' in plan) throw new TypeError(plan.unreadable.name);
  expect(plan.steps.map(({ index, pieces }) => `${index} ${written(pieces)}`)).toEqual(steps);
  expect(plan.runs.map(({ name, pieces }) => `${name} = ${written(pieces)}`)).toEqual(runs);
  expect(plan.divided.map((names) => names.join(' '))).toEqual(divided);
});

test('known names are not read again', () => {
  const plan = planReading(segments('{a}-{v}/{v}-{a}'), new Set(['a']));
  expect(plan).toMatchObject({ names: ['v'], runs: [], divided: [] });
});

test.each([
  ['{a}-{b}/{b}-{a}', 'b'],
  ['{a}-{b}/{a}_{b}', 'a'],
  ['{v}-{a}-{v}', 'v'],
  ['{n}-{v}-{o}/{n}-{v}.{e}', 'n'],
])('%s is refused, because of {%s}', (template, name) => {
  expect(planReading(segments(template), new Set())).toMatchObject({ unreadable: { name } });
});
