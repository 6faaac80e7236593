import { expect, test } from 'vitest';
import { createGroupCourse } from '../../../src/aliases/past/group-course.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { releasesOf } from '../../../src/rules/match/read-release.ts';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: r
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/(?<file>f|g)$' }
    order: { by: semver, on: version }
    release: { of: '{version}', complete: ['r/{version}/done'] }
    aliases: ['r/latest/{file}']
`,
  'rules.yaml',
);

function course(isAllowed: (alias: string) => boolean = () => true) {
  const [first] = releasesOf(ruleSet, 'r/1.0.0/f');
  if (first === undefined) throw new TypeError('the rule has no release');
  const made = createGroupCourse(first.rule, first.template, first.group.name, { isMarked: () => false, isAllowed });
  const placed = (name: string) => {
    const key = `r/${name}`;
    const [release] = releasesOf(ruleSet, key);
    if (release === undefined) throw new TypeError(`${name} is in no release`);
    return [release.reading, { key, lastModified: 0, etag: 'E', type: 'Normal' }] as const;
  };
  return { made, placed };
}

const WHOLE = ['1.0.0/f', '1.0.0/g', '1.0.0/done', '2.0.0/f', '2.0.0/done'];

/** Each step is an upload, or a deletion with a minus sign. The winners are asked for after each step. */
test.each<[string, readonly string[], readonly string[]]>([
  ['the greatest complete release', WHOLE, ['2.0.0/f']],
  ['the greatest is not complete', WHOLE.slice(0, -1), ['1.0.0/f', '1.0.0/g']],
  ['a complete file of the greatest is deleted', [...WHOLE, '-2.0.0/done'], ['1.0.0/f', '1.0.0/g']],
  ['a member is deleted', [...WHOLE, '2.0.0/g', '-2.0.0/f'], ['2.0.0/g']],
  ['the lesser release is deleted', [...WHOLE, '-1.0.0/f', '-1.0.0/done'], ['2.0.0/f']],
  [
    'a file of the lesser release is deleted, and then the greater release',
    [...WHOLE, '-1.0.0/f', '-2.0.0/done'],
    ['1.0.0/g'],
  ],
  ['everything is deleted', [...WHOLE, ...WHOLE.map((name) => `-${name}`)], []],
])('%s', (_, steps, winners) => {
  const { made, placed } = course();
  for (const step of steps) {
    if (step.startsWith('-')) made.remove(...placed(step.slice(1)));
    else made.add(...placed(step));
    made.winners(0);
  }
  expect([...made.winners(0).values()].map((key) => key.slice(2)).sort()).toEqual(winners);
});

test('an alias that the template may not write has no winner', () => {
  const { made, placed } = course((alias) => alias === 'r/latest/g');
  for (const name of WHOLE.slice(0, 3)) made.add(...placed(name));
  expect([...made.winners(0)]).toEqual([['r/latest/g', 'r/1.0.0/g']]);
});
