import { expect, test } from 'vitest';
import { layoutOf, mergeKnown } from '../../../src/rules/key-template/key-layout.ts';
import { parseKeyTemplate } from '../../../src/rules/key-template/parse-key-template.ts';
import { segmentsOf } from './segments-of.ts';

test.each<[template: string, blocks: readonly (readonly string[])[], paths: readonly string[]]>([
  ['', [['']], []],
  ['a/{x}', [['a', '<x>']], []],
  ['a/{x}/', [['a', '<x>', '']], []],
  ['a//x-{y}.tgz', [['a', '', 'x-<y>.tgz']], []],
  ['{p:**}', [[], []], ['p']],
  ['a/{p:**}', [['a'], []], ['p']],
  ['{p:**}/b', [[], ['b']], ['p']],
  ['a/{p:**}/b-{x}/{q:**}/c', [['a'], ['b-<x>'], ['c']], ['p', 'q']],
  ['{p:**}/{q:**}', [[], [], []], ['p', 'q']],
  [
    'a//{p:**}//b',
    [
      ['a', ''],
      ['', 'b'],
    ],
    ['p'],
  ],
  ['a/{p:**}/', [['a'], ['']], ['p']],
])('the blocks of %j are %j', (template, blocks, paths) => {
  const pieces = parseKeyTemplate(template);
  if ('why' in pieces) throw new TypeError(pieces.why);
  const layout = layoutOf(pieces);
  const inShort = layout.blocks.map((block) =>
    block.map((segment) =>
      segment.map((piece) => (piece.kind === 'literal' ? piece.text : `<${piece.name}>`)).join(''),
    ),
  );
  expect(inShort).toEqual(blocks);
  expect(layout.paths).toEqual(paths);
});

test('known names are merged into the literal text around the unknown ones', () => {
  const [pieces = []] = segmentsOf('x-{a}-{b}_{c}.{a}');
  expect(mergeKnown(pieces, new Map([['a', '1']]))).toEqual({ literals: ['x-1-', '_', '.1'], names: ['b', 'c'] });
  expect(mergeKnown([], new Map())).toEqual({ literals: [''], names: [] });
});
