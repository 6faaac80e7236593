import { expect, test } from 'vitest';
import { withLatePackages } from '../../../../src/handlers/function/rules/late-package.ts';
import * as late from '../../../../src/handlers/function/rules/late-re2.ts';

test('compiles after it is loaded, and throws the errors of the package', async () => {
  expect(() => late.RE2JS.compile('a+')).toThrow(/loaded only for rules that use it/);
  const pattern = await withLatePackages(() => late.RE2JS.compile('(?<a>a+)'));
  expect(pattern.namedGroups()).toEqual({ a: 1 });
  expect(() => late.RE2JS.compile('(')).toThrow(late.RE2JSSyntaxException);
});
