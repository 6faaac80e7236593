import { expect, test } from 'vitest';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { keyHints } from '../../../src/rules/hints/key-hints.ts';

function ruleWith(order: string) {
  const text = `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<v>[^/_]+)(?:_(?<build>[^/]+))?/f$' }
    order: ${order}
    aliases: [latest]
`;
  const [rule] = parseRules(text, 'rules.yaml').rules;
  if (rule === undefined) throw new Error('there is no rule');
  return rule;
}

const SEMVER = '{ by: semver, on: v }';
const COMPOSITE = '[{ by: semver, on: v }, { by: number, on: build }]';

test.each([
  [SEMVER, ['r/1.0.0-rc10/f'], 'compares rc10 as text'],
  [SEMVER, ['r/22.01/f'], 'does not read "22.01"'],
  [SEMVER, ['r/1.0.0+1/f', 'r/1.0.0+2/f'], 'are equal'],
  [SEMVER, ['r/1.0.0+10/f'], 'are equal'],
  ["{ by: semver, on: '{v}-{build}' }", ['r/1.0.0_7/f'], 'reads 7 as a prerelease'],
  [COMPOSITE, ['r/1.0.0-rc10_7/f'], 'compares rc10 as text'],
  [COMPOSITE, ['r/1.2_7/f'], 'has 2 numbers'],
])('%s on %j: %s', (order, candidates, why) => {
  expect(keyHints(ruleWith(order), { candidates })).toMatchObject([{ why: expect.stringContaining(why) }]);
});

test.each([
  [SEMVER, ['r/1.0.0/f', 'r/1.0.0-rc.10/f']],
  [SEMVER, ['x/22.01/f', 'r/22.01']],
  ["{ by: semver, on: '{v}-{build}' }", ['r/22.01/f']],
  [COMPOSITE, ['r/1.0.0+1_7/f']],
  [COMPOSITE, ['r/1.0.0+1_7/f', 'r/1.0.0+2_8/f']],
  [COMPOSITE, ['r/1.0.0_01/f']],
])('%s on %j: no hint', (order, candidates) => {
  expect(keyHints(ruleWith(order), { candidates, rejected: candidates })).toEqual([]);
});

test('rejected keys have hints too', () => {
  expect(keyHints(ruleWith(SEMVER), { candidates: ['r/1.0.0/f'], rejected: ['r/1.2/f'] })).toHaveLength(1);
});
