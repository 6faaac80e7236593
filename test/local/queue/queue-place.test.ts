import { describe, expect, test } from 'vitest';
import { queuePlace } from '../../../src/local/queue/queue-place.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

const rules = parseRules(
  `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
  - name: set
    match: { prefix: sets/, regex: '^sets/(?<name>[^/]+)/dt=(?<date>[0-9-]+)/(?<file>[^/]+)$' }
    order: { by: date, on: date }
    release: { of: '{name}/{date}', complete: ['sets/{name}/dt={date}/_SUCCESS'] }
    aliases: ['sets/{name}/dt=current/{file}']
  - name: both
    match: { prefix: sets/shared/, regex: '^sets/shared/(?<file>[^/]+)$' }
    order: { by: lexical, on: file }
    aliases: ['newest']
`,
  'rules.yaml',
);

function place(key: string, bucket = 'demo') {
  return queuePlace(rules, bucket, key);
}

describe('queuePlace', () => {
  test.each([
    ['releases/app/1.0.0/app.tgz', 'rule-0'],
    ['releases/no match', 'rule-0'],
    ['sets/a/dt=2026-11-20/part-0', 'rule-1'],
    ['elsewhere/a', undefined],
  ])('the lane of %s is that of its rule: %s', (key, lane) => {
    expect(place(key).lane).toBe(lane);
  });

  test.each([
    ['the same key', 'releases/app/1.0.0/app.tgz', 'releases/app/1.0.0/app.tgz'],
    ['files of one release', 'sets/a/dt=2026-11-20/part-0', 'sets/a/dt=2026-11-20/part-1'],
    ['files of two releases of one group', 'sets/a/dt=2026-11-20/part-0', 'sets/a/dt=2026-11-21/part-0'],
    ['the file that makes a release complete', 'sets/a/dt=2026-11-20/part-0', 'sets/a/dt=2026-11-20/_SUCCESS'],
  ])('one group: %s', (_, one, other) => {
    expect(place(one).group).toBe(place(other).group);
  });

  test.each([
    ['two keys of one alias outside a release', 'releases/app/1.0.0/app.tgz', 'releases/app/1.1.0/app.tgz'],
    ['two keys that no rule matches', 'elsewhere/a', 'elsewhere/b'],
    ['two release groups', 'sets/a/dt=2026-11-20/part-0', 'sets/b/dt=2026-11-20/part-0'],
    ['keys that a rule without releases may match too', 'sets/shared/a', 'sets/shared/b'],
    ['a file of a group and its alias', 'sets/a/dt=current/part-0', 'sets/a/dt=2026-11-20/part-0'],
  ])('two groups: %s', (_, one, other) => {
    expect(place(one).group).not.toBe(place(other).group);
  });

  test('two buckets are two groups', () => {
    const key = 'sets/a/dt=2026-11-20/part-0';
    expect(place(key, 'one').group).not.toBe(place(key, 'two').group);
  });
});
