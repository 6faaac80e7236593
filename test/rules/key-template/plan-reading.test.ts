import { expect, test } from 'vitest';
import type { Segment } from '../../../src/rules/key-template/key-layout.ts';
import { type PlanStep, planReading } from '../../../src/rules/key-template/plan-reading.ts';
import { segmentsOf } from './segments-of.ts';

function written(pieces: Segment): string {
  return pieces.map((piece) => (piece.kind === 'literal' ? piece.text : `{${piece.name}}`)).join('');
}

function stepText(step: PlanStep): string {
  if ('index' in step) return `${step.index} ${written(step.pieces)}`;
  const places = step.segments.map(({ index }) => index).join();
  return `${step.side} of ${places}: ${step.shared}${step.isPair ? ', a pair' : ''}`;
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
  // A name with which several segments begin or end.
  ['{a}-{v}/{a}-{o}.x', ['first of 0,1: a', '0 {a}-{v}', '1 {a}-{o}.x'], [], ['a v', 'a o']],
  ['{o}-{v}/{a}-{v}', ['last of 0,1: v', '0 {o}-{v}', '1 {a}-{v}'], [], ['o v', 'a v']],
  ['{n}-{v}/{n}_{v}.x', ['first of 0,1: n, a pair', '0 {n}-{v}', '1 {n}_{v}.x'], [], []],
  ['{n}_{v}_{o}/{n}-{v}', ['first of 1,0: n, a pair', '1 {n}-{v}', '0 {n}_{v}_{o}'], [], []],
  ['{n}-{v}/{n}--{v}', ['first of 0,1: n, a pair', '0 {n}-{v}', '1 {n}--{v}'], [], ['n v', 'n v']],
  [
    '{n}-{v}-{o}/{n}-{v}.{e}',
    ['first of 0,1: #0', '0 {#0}-{o}', '1 {#0}.{e}'],
    ['#0 = {n}-{v}'],
    ['n v', 'n v o', 'n v e'],
  ],
])('%s is read in the order %j, with the runs %j', (template, steps, runs, divided) => {
  const plan = planReading(segmentsOf(template), new Set());
  if ('unreadable' in plan) throw new TypeError(plan.unreadable.name);
  expect(plan.steps.map(stepText)).toEqual(steps);
  expect(plan.runs.map(({ name, pieces }) => `${name} = ${written(pieces)}`)).toEqual(runs);
  expect(plan.divided.map((names) => names.join(' '))).toEqual(divided);
});

test('known names are not read again', () => {
  const plan = planReading(segmentsOf('{a}-{v}/{v}-{a}'), new Set(['a']));
  expect(plan).toMatchObject({ names: ['v'], runs: [], divided: [] });
});

test.each([
  ['{a}-{b}/{b}-{a}', 'b'],
  ['{v}-{a}-{v}', 'v'],
  ['{x}-{a}-{y}/{z}-{a}-{w}', 'a'],
  ['{a}-{b}-{c}/{a}_{b}_{c}', 'a'],
  ['{a}-{x}/{y}-{a}', 'a'],
])('%s is refused, because of {%s}', (template, name) => {
  expect(planReading(segmentsOf(template), new Set())).toMatchObject({ unreadable: { name } });
});
