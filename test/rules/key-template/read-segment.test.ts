import { expect, test } from 'vitest';
import { layoutOf, type Segment } from '../../../src/rules/key-template/key-layout.ts';
import { parseKeyTemplate } from '../../../src/rules/key-template/parse-key-template.ts';
import { planReading } from '../../../src/rules/key-template/plan-reading.ts';
import { readSegment, readSegments } from '../../../src/rules/key-template/read-segment.ts';

function segments(template: string): readonly Segment[] {
  const pieces = parseKeyTemplate(template);
  if ('why' in pieces) throw new TypeError(pieces.why);
  return layoutOf(pieces).blocks[0] ?? [];
}

test.each<[template: string, text: string, known: Record<string, string>, texts: Record<string, string>]>([
  ['', '', {}, {}],
  ['x', 'x', {}, {}],
  ['{a}', 'x', {}, { a: 'x' }],
  ['v{a}.x', 'v1.x.x', {}, { a: '1.x' }],
  ['{a}-{b}', 'x-y-z', {}, { a: 'x-y', b: 'z' }],
  ['{a}-{b}', 'x-y-z', { a: 'x' }, { a: 'x', b: 'y-z' }],
  ['{a}-{b}', 'x-y-z', { b: 'y-z' }, { a: 'x', b: 'y-z' }],
  ['{a}.{b}.{c}', '1.2.3.4', { b: '2.3' }, { a: '1', b: '2.3', c: '4' }],
  ['{a}+{a}+', 'x+y+x+y+', {}, { a: 'x+y' }],
])('%s reads %s', (template, text, known, texts) => {
  const found = new Map(Object.entries(known));
  expect(readSegment(segments(template)[0] ?? [], text, found)).toBe(true);
  expect(Object.fromEntries(found)).toEqual(texts);
});

test.each<[template: string, text: string, known: Record<string, string>]>([
  ['', 'x', {}],
  ['x', '', {}],
  ['{a}', '', {}],
  ['x{a}x', 'x', {}],
  ['x{a}x', 'xx', {}],
  ['{a}-{b}', 'x-', {}],
  ['{a}-{b}', '-x', {}],
  ['{a}--{b}', 'x-y', {}],
  ['{a}--{b}', '--x', {}],
  ['{a}-{b}', 'x-y', { a: 'y' }],
  ['{a}+{a}', 'x+y', {}],
  ['{a}+{a}', 'x+xy', {}],
  ['{a}+{a}', '+', {}],
])('%s does not read %j', (template, text, known) => {
  expect(readSegment(segments(template)[0] ?? [], text, new Map(Object.entries(known)))).toBe(false);
});

test('segments that do not match leave the texts as they were', () => {
  const plan = planReading(segments('{n}-{v}/{n}-{v}/{x}'), new Set());
  if ('unreadable' in plan) throw new TypeError(plan.unreadable.name);
  const texts = new Map([['k', '1']]);
  expect(readSegments(plan, ['a-1', 'a-2', 'y'], 0, texts)).toBe(false);
  expect([...texts]).toEqual([['k', '1']]);
  expect(readSegments(plan, ['', 'a-1', 'a-1', 'y'], 1, texts)).toBe(true);
  expect(Object.fromEntries(texts)).toEqual({ k: '1', n: 'a', v: '1', x: 'y' });
});
