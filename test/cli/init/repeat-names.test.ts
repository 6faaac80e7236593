import { expect, test } from 'vitest';
import { inPlace } from '../../../src/cli/init/alias-templates.ts';
import { keyShape } from '../../../src/cli/init/key-shape.ts';
import type { InitOrderName } from '../../../src/cli/init/orders.ts';
import { repeatNames, withoutCopies } from '../../../src/cli/init/repeat-names.ts';
import { keyTemplateOf } from '../../../src/cli/init/rules-text.ts';

function repeated(order: InitOrderName, example: string) {
  const shape = keyShape(example, order, 'r/');
  if (shape === undefined) throw new Error(`${order} does not read ${example}`);
  return { shape, result: repeatNames(shape, order) };
}

test.each<[order: InitOrderName, example: string, template: string, alias: string]>([
  ['semver', 'r/app/1.0.0/app-1.0.0.tgz', 'r/{app}/{version}/{app}-{version}.tgz', 'r/{app}/latest/{app}.tgz'],
  ['semver', 'r/app/1.0.0/cli_1.0.0_x64.tgz', 'r/{app}/{version}/cli_{version}_x64.tgz', 'r/{app}/latest/cli_x64.tgz'],
  ['semver', 'r/1.0.0/1.0.0.tgz', 'r/{version}/{version}.tgz', 'r/latest/latest.tgz'],
  [
    'maven',
    'r/com/acme/core/2.10/core-2.10.jar',
    'r/{path:**}/{artifact}/{version}/{artifact}-{version}.jar',
    'r/{path}/{artifact}/latest/{artifact}.jar',
  ],
  [
    'maven',
    'r/core/2.10/core-2.10.jar',
    'r/{artifact}/{version}/{artifact}-{version}.jar',
    'r/{artifact}/latest/{artifact}.jar',
  ],
])('%s %s', (order, example, template, alias) => {
  const { result } = repeated(order, example);
  expect(keyTemplateOf(result, order)).toBe(template);
  expect(inPlace(result, 'latest')).toBe(alias);
});

test.each<[order: InitOrderName, example: string]>([
  ['semver', 'r/app/1.0.0/app.tgz'],
  ['semver', 'r/app/1.0.0/app-1.0.0.1.tgz'],
  ['semver', 'r/app/1.0.0/app-11.0.0.tgz'],
  ['number', 'r/app/7/part-7'],
  ['semver', 'r/app-1.0.0.tgz'],
])('%s %s does not repeat the version', (order, example) => {
  const { shape, result } = repeated(order, example);
  expect(result).toBe(shape);
});

test('a name without copies is not changed', () => {
  const pieces = [{ text: 'a-' }, { group: 'app', pattern: '[^/]+', example: 'x' }];
  expect(withoutCopies(pieces, 'latest')).toEqual(pieces);
});
