import { describe, expect, test } from 'vitest';
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

describe('after the target was deleted', () => {
  function replay(onDelete: string, steps: readonly string[]) {
    const rules = parseRules(
      `version: 1
rules:
  - name: r
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/f$' }
    order: { by: semver, on: version }
    aliases: [r/latest]
    onDelete: ${onDelete}
`,
      'rules.yaml',
    );
    const marked = new Set<string>();
    const [match] = matchKey(rules, 'r/1.0.0/f').matches;
    if (match === undefined) throw new TypeError('the rule does not match');
    const made = createAliasCourse(match.rule, match.template, 'r/latest', (marker) => marked.has(marker));
    const times = new Map<string, number>();
    return steps.map((step, second) => {
      for (const [sign = '', version = ''] of step.split(' ').map((one) => [one[0], one.slice(1)])) {
        const key = `r/${version}/f`;
        const reading = matchKey(rules, key).readings.get(match.rule);
        if (!reading?.order.ok) throw new TypeError(`the rule does not read ${key}`);
        if (sign === '+') times.set(key, second * 1000);
        const lastModified = times.get(key) ?? 0;
        const placement = { candidate: { key, value: reading.order.value, lastModified }, marker: reading.marker };
        const object = { key, lastModified, etag: 'E', type: 'Normal' };
        if (sign === '+') made.add(placement, object);
        else if (sign === '-') made.remove(placement, object);
        else if (sign === '!') marked.add(`r/${version}/.withdrawn`);
        else marked.delete(`r/${version}/.withdrawn`);
      }
      return (
        made
          .winners(second * 1000)
          .get('r/latest')
          ?.split('/')[1] ?? '-'
      );
    });
  }

  /** Each step: `+` an upload, `-` a deletion, `!` a withdrawal, `?` a restore. */
  test.each<[string, string, string, string]>([
    ['repoint', '+1.0.0 +2.0.0, -2.0.0, -1.0.0', '2.0.0, 1.0.0, -', 'follows the candidates'],
    ['keep', '+1.0.0 +2.0.0, -2.0.0, -1.0.0', '2.0.0, 2.0.0, 2.0.0', 'keeps a deleted target'],
    ['keep', '+1.0.0 +2.0.0, -2.0.0, +1.5.0, +2.0.1', '2.0.0, 2.0.0, 2.0.0, 2.0.1', 'until a greater one is uploaded'],
    ['keep', '+1.0.0 +2.0.0, -1.0.0, -2.0.0', '2.0.0, 2.0.0, 2.0.0', 'also if another one was deleted before'],
    ['keep', '+1.0.0 +2.0.0, !2.0.0, -2.0.0, ?2.0.0', '2.0.0, 1.0.0, 1.0.0, 1.0.0', 'leaves a withdrawn target'],
    ['keep', '+1.0.0 +2.0.0, -2.0.0, !2.0.0', '2.0.0, 2.0.0, 1.0.0', 'leaves a deleted target that is withdrawn'],
    ['remove', '+1.0.0 +2.0.0, -2.0.0, !1.0.0', '2.0.0, -, -', 'goes with its target'],
    ['remove', '+1.0.0 +2.0.0, -2.0.0, +1.5.0', '2.0.0, -, 1.5.0', 'returns for a newer upload'],
    ['remove', '+1.0.0 +1.5.0 +2.0.0, -2.0.0, -1.0.0', '2.0.0, -, -', 'does not return for an older object'],
    ['remove', '+1.0.0 +2.0.0, -1.0.0, -2.0.0, +2.0.0', '2.0.0, 2.0.0, -, 2.0.0', 'returns for the same key'],
    ['remove', '+1.0.0 +2.0.0, !2.0.0, ?2.0.0', '2.0.0, 1.0.0, 2.0.0', 'does not go with a withdrawn target'],
    ['remove', '+2.0.0, !2.0.0, ?2.0.0', '2.0.0, -, 2.0.0', 'returns when the target is restored'],
  ])('onDelete: %s, %s: %s (%s)', (onDelete, steps, expected) => {
    expect(replay(onDelete, steps.split(', ')).join(', ')).toBe(expected);
  });
});
