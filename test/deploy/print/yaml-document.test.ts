import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commented } from '../../../src/deploy/print/document-value.ts';
import { printYaml } from '../../../src/deploy/print/yaml-document.ts';

const layout = {
  isSpaced: (path: readonly string[]) => path.length === 1,
  isInline: (value: object) => Object.hasOwn(value, 'Ref'),
};

test('prints comments, empty lines and short collections', () => {
  const value = {
    A: commented('why', { Ref: 'ALIYUN::Region' }),
    B: [commented('first', { c: 1 })],
    D: ['a', 'b: c'],
    E: undefined,
  };
  expect(printYaml(value, 'head', layout)).toBe(`# head
# why
A: { Ref: "ALIYUN::Region" }

B:
  # first
  - c: 1

D: [ a, "b: c" ]
`);
});

test.each([
  '',
  'yes',
  'off',
  '~',
  '1',
  '0 */5 * * * *',
  '2015-09-01',
  '1.0.0',
  'a: b',
  ' a',
  '# a',
  '目录 *?/',
  "it's",
  '"',
  '!x',
  'a\nb',
])('%j stays a text', (text) => {
  const printed = printYaml({ block: text, list: [text] }, 'head', layout);
  expect(parse(printed)).toEqual({ block: text, list: [text] });
  expect(parse(printed, { version: '1.1' })).toEqual({ block: text, list: [text] });
});
