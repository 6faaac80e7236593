import { expect, test } from 'vitest';
import { APP, findingsOf } from '../findings-of.ts';

function told(complete: readonly string[], regex = APP) {
  return findingsOf('release', [
    { prefix: 'r/', regex, aliases: ['l/{app}/{file}'], release: { of: '{app}/{v}', complete } },
  ]);
}

test.each([
  [['r/{app}/{v}/**']],
  [['r/{app}/{v}/*']],
  [['r/{app}/{v}/*', 'r/{app}/{v}/**']],
  [['**/{app}/{v}/*']],
  [['**/{app}/{v}/**']],
])('any file matches %j', (complete) => {
  // An entry with a wildcard for folders at both ends is already rejected as ambiguous.
  if (/^\*\*.*\*\*$/.test(complete[0] ?? '')) return expect(() => told(complete)).toThrow('is ambiguous');
  const [finding, ...more] = told(complete);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ severity: 'warning', what: 'a release is complete with its first file' });
  expect(finding?.witness?.key).toMatch(/^r\/[^/]+\/[^/]+\/[^/]+$/);
  return undefined;
});

test.each([
  [['r/{app}/{v}/SHA256SUMS'], APP],
  [['r/{app}/{v}/*.tgz'], APP],
  [['r/{app}/{v}/**', 'r/{app}/{v}/_SUCCESS'], APP],
  // The candidates are in other folders than the complete file.
  [['r/{app}/{v}/z/done'], APP],
])('no finding for %j', (complete, regex) => {
  expect(told(complete, regex)).toEqual([]);
});

test('no finding for a rule without releases', () => {
  expect(findingsOf('release', [{ prefix: 'r/', regex: APP, aliases: ['l/{app}/{file}'] }])).toEqual([]);
});
