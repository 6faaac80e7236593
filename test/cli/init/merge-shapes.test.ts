import { expect, test } from 'vitest';
import { type KeyShape, keyShape } from '../../../src/cli/init/key-shape.ts';
import { mergeShapes, partsOf } from '../../../src/cli/init/merge-shapes.ts';
import type { InitOrderName } from '../../../src/cli/init/orders.ts';

function merged(order: InitOrderName, ...examples: readonly [string, ...string[]]) {
  const shapes = examples.map((example): KeyShape => {
    const shape = keyShape(example, order, 'r/');
    if (shape === undefined) throw new Error(`${order} does not read ${example}`);
    return shape;
  });
  const [first, ...others] = shapes;
  if (first === undefined) throw new Error('there are no examples');
  return mergeShapes([first, ...others]);
}

test.each<[order: InitOrderName, a: string, b: string, varies: string[]]>([
  ['semver', 'r/app/1.0.0/f', 'r/app/2.0.0/f', ['version']],
  ['semver', 'r/app/1.0.0/f', 'r/lib/2.0.0/g', ['app', 'version', 'file']],
  ['date', 'r/2026/11/20/f', 'r/2026/11/21/f', ['date']],
])('%s: %s and %s have one form', (order, a, b, varies) => {
  const shape = merged(order, a, b);
  if ('differ' in shape) throw new Error(shape.differ);
  expect(shape.pieces.flatMap((piece) => ('group' in piece && piece.varies === true ? [piece.group] : []))).toEqual(
    varies,
  );
});

test.each<[order: InitOrderName, a: string, b: string, differ: string]>([
  [
    'semver',
    'r/app/1.0.0/f',
    'r/1.0.0/f',
    'r/app/1.0.0/f is like r/{app}/{version}/{file}, and r/1.0.0/f is like r/{version}/{file}',
  ],
  [
    'semver',
    'r/a-1.0.0.tgz',
    'r/a-1.0.0.zip',
    'r/a-1.0.0.tgz is like r/{name}-{version}.tgz, and r/a-1.0.0.zip is like r/{name}-{version}.zip',
  ],
  ['date', 'r/2026-11-20/f', 'r/2026.11.20/f', 'r/2026-11-20/f and r/2026.11.20/f have dates of different formats'],
])('%s: %s and %s differ', (order, a, b, differ) => {
  expect(merged(order, a, b)).toEqual({ differ });
});

test('the parts of a date are those of its folders', () => {
  const shape = merged('date', 'r/2026/11/f');
  if ('differ' in shape) throw new Error(shape.differ);
  expect(shape.pieces.flatMap(partsOf).map((piece) => ('group' in piece ? piece.group : piece.text))).toEqual([
    'year',
    '/',
    'month',
    '/',
    'file',
  ]);
});
