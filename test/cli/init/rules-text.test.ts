import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { keyShape } from '../../../src/cli/init/key-shape.ts';
import type { InitOrderName } from '../../../src/cli/init/orders.ts';
import { keyTemplateOf, yamlText } from '../../../src/cli/init/rules-text.ts';

describe('a text in YAML is read as that text', () => {
  test.each([
    'releases/',
    "it's",
    '{a}/b',
    '- a',
    '# no comment',
    'a: b',
    'true',
    'NO',
    'null',
    '~',
    '1',
    '1.0',
    '2026-10-20',
    '',
    ' a ',
    '"q"',
    'a\nb',
    'a\u0085b',
    '\u2028',
    '\u0000',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    'ü/版',
    '[a]',
    'a#b',
    'a #b',
    '^r/(?<a>[^/]+)\\.tgz$',
  ])('%j', (text) => {
    expect(parse(`a: ${yamlText(text)}\n`)).toEqual({ a: text });
    expect(parse(`{ a: ${yamlText(text)}, b: 1 }`)).toEqual({ a: text, b: 1 });
  });
});

test.each<[order: InitOrderName, prefix: string, example: string, template: string | undefined]>([
  ['semver', 'releases/', 'releases/app/1.10.0/app.tgz', 'releases/{app}/{version}/{file}'],
  ['date', 'features/', 'features/dt=2026-11-20/part-0.parquet', 'features/dt={date}/{file}'],
  ['semver', 'r{1}/', 'r{1}/1.0.0/x', 'r{{1}}/{version}/{file}'],
  ['semver', '', 'app/1.0.0/x', '{app}/{version}/{file}'],
  ['semver', 'r/', 'r/1.0.0.tgz', 'r/{version}.tgz'],
  // A name next to the version: only a regex says where one ends.
  ['semver', 'r/', 'r/app-1.0.0.tgz', undefined],
  // A template has no wildcards.
  ['semver', 'r*/', 'r*/1.0.0/x', undefined],
  ['natural', 'r/', 'r/app/build-42/app.tgz', 'r/{app}/{build}/{file}'],
  ['natural', 'r/', 'r/build-42.tgz', undefined],
])('by %s, below %j, the key template of %s is %s', (order, prefix, example, template) => {
  const shape = keyShape(example, order, prefix);
  expect(shape && keyTemplateOf(shape, order)).toBe(template);
});
