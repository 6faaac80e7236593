import { expect, test } from 'vitest';
import { APP, findingsOf } from '../findings-of.ts';

function told(complete: readonly string[], regex = APP) {
  return findingsOf('release', [
    { prefix: 'r/', regex, aliases: ['l/{app}/{file}'], release: { of: '{app}/{v}', complete } },
  ]);
}

test.each([[['r/{app}/{v}/**']], [['r/{app}/{v}/*']], [['r/{app}/{v}/*', 'r/{app}/{v}/**']], [['**/{app}/{v}/*']]])(
  'any file fulfils %j',
  (complete) => {
    // Where a wildcard stands first, the rule is refused before it is read so far.
    if (complete[0]?.startsWith('**')) return expect(() => told(complete)).toThrow('is ambiguous');
    const [finding, ...more] = told(complete);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', what: 'a release is complete with its first file' });
    expect(finding?.witness?.key).toMatch(/^r\/[^/]+\/[^/]+\/[^/]+$/);
    return undefined;
  },
);

test.each([
  [['r/{app}/{v}/SHA256SUMS'], APP],
  [['r/{app}/{v}/*.tgz'], APP],
  [['r/{app}/{v}/**', 'r/{app}/{v}/_SUCCESS'], APP],
  // Its candidates lie elsewhere than what completes it.
  [['r/{app}/{v}/z/done'], APP],
])('nothing is said of %j', (complete, regex) => {
  expect(told(complete, regex)).toEqual([]);
});

test('nor of a rule whose files move alone', () => {
  expect(findingsOf('release', [{ prefix: 'r/', regex: APP, aliases: ['l/{app}/{file}'] }])).toEqual([]);
});
