import { expect, test } from 'vitest';
import { createAliasCourse } from '../../../src/aliases/past/alias-course.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: r
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/f$' }
    order: { by: semver, on: version }
    aliases: [{ key: r/latest, minimumAge: 10s }]
`,
  'rules.yaml',
);

/** A course, and a placement of `r/<version>/f` at a time. */
function course(marked: ReadonlySet<string> = new Set()) {
  const [match] = matchKey(ruleSet, 'r/1.0.0/f').matches;
  if (match === undefined) throw new TypeError('the rule does not match');
  const { rule, template } = match;
  const made = createAliasCourse(rule, template, 'r/latest', (marker) => marked.has(marker));
  const placed = (version: string, lastModified = 0) => {
    const key = `r/${version}/f`;
    const reading = matchKey(ruleSet, key).readings.get(rule);
    if (!reading?.order.ok) throw new TypeError('the rule does not read the key');
    const { marker } = reading;
    const object = { key, lastModified, etag: 'E', type: 'Normal' };
    return [{ candidate: { key, value: reading.order.value, lastModified }, marker }, object] as const;
  };
  return { made, placed };
}

test.each<[string, readonly [string, number][], readonly string[], string, number, string | undefined]>([
  [
    'the greatest',
    [
      ['1.0.0', 0],
      ['2.0.0', 0],
      ['1.5.0', 0],
    ],
    [],
    '',
    10,
    '2.0.0',
  ],
  [
    'the greatest that is old enough',
    [
      ['1.0.0', 0],
      ['2.0.0', 5],
    ],
    [],
    '',
    10,
    '1.0.0',
  ],
  ['no candidate is old enough', [['1.0.0', 0]], [], '', 9, undefined],
  [
    'the greatest is withdrawn',
    [
      ['1.0.0', 0],
      ['2.0.0', 0],
    ],
    ['r/2.0.0/.withdrawn'],
    '',
    10,
    '1.0.0',
  ],
  ['all are withdrawn', [['2.0.0', 0]], ['r/2.0.0/.withdrawn'], '', 10, undefined],
  [
    'the greatest was removed',
    [
      ['1.0.0', 0],
      ['2.0.0', 0],
    ],
    [],
    '2.0.0',
    10,
    '1.0.0',
  ],
  [
    'a lesser one was removed',
    [
      ['1.0.0', 0],
      ['2.0.0', 0],
    ],
    [],
    '1.0.0',
    10,
    '2.0.0',
  ],
])('%s', (_, versions, marked, removed, seconds, winner) => {
  const { made, placed } = course(new Set(marked));
  for (const [version, time] of versions) made.add(...placed(version, time * 1000));
  if (removed !== '') made.remove(...placed(removed));
  expect(made.winners(seconds * 1000).get('r/latest')).toBe(winner && `r/${winner}/f`);
});
