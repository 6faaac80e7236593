import { describe, expect, test } from 'vitest';
import { versionGoal } from '../../../src/handlers/wait/version-goal.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

function ruleWith(order: string) {
  const { rules } = parseRules(
    `version: 1
rules:
  - name: r
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/(?<build>[^/]+)$' }
    order: ${order}
    aliases: [r/latest]
`,
    'rules.yaml',
  );
  const [rule] = rules;
  if (rule === undefined) throw new TypeError('there is no rule');
  return rule;
}

const SEMVER = '{ by: semver, on: version }';
const BOTH = '[{ by: semver, on: version }, { by: number, on: build }]';
const DOWN = '{ by: number, on: build, desc: true }';

test.each([
  [SEMVER, '1.2.0', '1.2.0/1', 0],
  [SEMVER, 'v1.2.0', '1.2.0/1', 0],
  [SEMVER, '1.2.0', '1.3.0/1', 1],
  [SEMVER, '1.2.0', '1.2.0-rc.1/1', -1],
  [BOTH, '1.2.0 7', '1.2.0/7', 0],
  [BOTH, '1.2.0 7', '1.2.0/8', 1],
  [BOTH, '1.2.0', '1.2.0/8', 0],
  [BOTH, '1.2.0 7', '1.1.0/8', -1],
  [DOWN, '5', '1.0.0/4', 1],
  [DOWN, '5', '1.0.0/6', -1],
])('%s: %s and %s', (order, text, key, sign) => {
  expect(Math.sign(versionGoal(ruleWith(order), text).compareKey(`r/${key}`) ?? Number.NaN)).toBe(sign);
});

test.each([
  [SEMVER, '1.2.0', 'r/x/1'],
  [SEMVER, '1.2.0', 'other'],
])('%s: %s and %s cannot be compared', (order, text, key) => {
  expect(versionGoal(ruleWith(order), text).compareKey(key)).toBeUndefined();
});

describe('not a version', () => {
  test.each([
    [SEMVER, 'latest', 'the order semver does not read it'],
    [SEMVER, '', 'the order semver does not read it'],
    [BOTH, '1.2.0 x', 'the order number does not read it'],
    [BOTH, '1.2.0 7 8', 'it has 3 parts, and 2 orders'],
  ])('%s: %s', (order, text, why) => {
    expect(() => versionGoal(ruleWith(order), text)).toThrow(`"${text}" is not a version of rule r: ${why}`);
  });
});
