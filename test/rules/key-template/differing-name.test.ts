import { expect, test } from 'vitest';
import { differingName } from '../../../src/rules/key-template/differing-name.ts';

test.each<[template: string, key: string, name: string, texts: [string, string], isCertain: boolean]>([
  ['{a}/{a}-{version}.tgz', 'foo/bar-1.0.tgz', 'a', ['foo', 'bar'], true],
  ['{a}/{a}-{version}.tgz', 'foo/bar-1.0-rc.tgz', 'a', ['foo', 'bar-1.0-rc.tgz'], false],
  ['r/{v}/{v}', 'r/1.0.0/1.0.1', 'v', ['1.0.0', '1.0.1'], true],
  ['m/{p:**}/{v}/{v}.jar', 'm/a/b/1/2.jar', 'v', ['1', '2'], true],
  ['{n}-{v}/{n}_{v}.tgz', 'foo-1/foo_2.tgz', 'v', ['1', '2'], true],
  ['{n}-{v}/{n}_{v}.tgz', 'my-foo-1/my-foo_2.tgz', 'v', ['my-foo-1', 'my-foo_2.tgz'], false],
  ['{a}/{b}/{a}/{b}', 'x/1/x/2', 'b', ['1', '2'], true],
  ['{a}/{a}/{a}', 'x/x/y', 'a', ['x', 'y'], true],
  ['{a}.{a}', 'x.y', 'a', ['x', 'y'], true],
])('%s and the key %s: {%s} is %j', (template, key, name, texts, isCertain) => {
  expect(differingName(template, key)).toEqual({ name, texts, isCertain });
});

test.each([
  ['{a}/{a}-{version}.tgz', 'foo/foo-1.0.tgz'],
  ['{a}/{a}-{version}.tgz', 'foo/bar-1.0.zip'],
  ['{a}/{a}-{version}.tgz', 'foo/bar/baz-1.0.tgz'],
  ['{a}/{b}', 'x/y'],
  ['{a}/{b}', 'x'],
])('%s and the key %s: nothing differs', (template, key) => {
  expect(differingName(template, key)).toBeUndefined();
});
