import { expect, test } from 'vitest';
import { writeOrder } from '../../../src/aliases/release/write-order.ts';
import { createReleaseSurvey } from '../../../src/rules/match/release-survey.ts';
import { onlyTemplate, ruleSetOf } from '../../rules/rule-set-of.ts';

const { rule, template } = onlyTemplate(
  ruleSetOf({
    regex: '^r/(?<v>[^/]+)/(?<file>.+)$',
    on: 'v',
    release: { of: '{v}', complete: ['r/{v}/SUMS', 'r/{v}/*.sig', 'r/*/{v}/DONE'] },
    aliases: ['l/{file}'],
  }),
);

function chosen(...keys: readonly string[]) {
  const survey = createReleaseSurvey(rule, template, 'l/{file}');
  // They complete it, and feed no alias.
  for (const key of [...keys, 'r/1.0.0/.sig', 'r/x/1.0.0/DONE'])
    survey.add({ key: `${key}`, lastModified: 0, etag: 'E', type: 'Normal' });
  return survey.choose(0).chosen;
}

test.each<[string, readonly string[], readonly string[], readonly (readonly string[])[]]>([
  ['nothing', ['SUMS'], [], []],
  ['files in one step, by their keys', ['SUMS', 'b', 'a', '😀'], ['l/😀', 'l/b', 'l/a'], [['l/a', 'l/b', 'l/😀']]],
  [
    'what makes it complete comes after them, entry by entry',
    ['SUMS', 'a', 'z.sig', 'b.sig'],
    ['l/SUMS', 'l/z.sig', 'l/a', 'l/b.sig'],
    [['l/a'], ['l/SUMS'], ['l/b.sig', 'l/z.sig']],
  ],
  ['what it has nothing for comes last', ['SUMS', 'a'], ['l/0', 'l/a', 'l/SUMS'], [['l/a'], ['l/SUMS'], ['l/0']]],
  // By its folder a file of this release, and the marker of another.
  [
    'what makes another complete is a file',
    ['SUMS', '2.0.0/DONE'],
    ['l/2.0.0/DONE', 'l/SUMS'],
    [['l/2.0.0/DONE'], ['l/SUMS']],
  ],
])('%s', (_, files, aliases, expected) => {
  const release = chosen(...files.map((file) => `r/1.0.0/${file}`));
  expect(release?.name).toBe('1.0.0');
  expect(writeOrder(rule, release, aliases)).toEqual(expected);
});

test('where no release is complete, all go at once', () => {
  expect(writeOrder(rule, undefined, ['l/b', 'l/SUMS', 'l/a'])).toEqual([['l/SUMS', 'l/a', 'l/b']]);
});
