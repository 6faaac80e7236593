import { describe, expect, test } from 'vitest';
import { text } from '../../src/lint/language/language.ts';
import { createSearch } from '../../src/lint/language/search.ts';
import { allowsOnBucket, type PolicyStatement, resourcesOf } from '../../src/lint/policy.ts';

function statement(given: Partial<PolicyStatement>): PolicyStatement {
  return {
    effect: 'Allow',
    actions: ['oss:GetObject'],
    isInverted: false,
    resources: ['acs:oss:*:*:b/r/*'],
    listedPrefixes: undefined,
    ...given,
  };
}

const search = createSearch();

function speaks(given: Partial<PolicyStatement>, action: string, on: 'key' | 'prefix', of: string): boolean {
  return resourcesOf({ statements: [statement(given)] }, 'Allow', action, on).some(
    (language) => search({ in: [text(of), language] }).texts.length > 0,
  );
}

describe('keys', () => {
  test.each<[given: Partial<PolicyStatement>, action: string, key: string]>([
    [{}, 'oss:GetObject', 'r/a'],
    [{}, 'oss:GetObject', 'r/'],
    [{ actions: ['oss:Get*'] }, 'oss:GetObjectTagging', 'r/a'],
    [{ actions: ['OSS:getobject'] }, 'oss:GetObject', 'r/a'],
    [{ actions: ['oss:PutObject'], isInverted: true }, 'oss:GetObject', 'r/a'],
    [{ resources: ['*'] }, 'oss:GetObject', 'x'],
    [{ resources: ['acs:oss:*:*:*'] }, 'oss:GetObject', 'x/y'],
    [{ resources: ['acs:oss:*:123:b*'] }, 'oss:GetObject', 'x/y'],
    [{ resources: ['acs:oss:*:*:b/r?/*.tgz', 'acs:oss:*:*:b/q'] }, 'oss:GetObject', 'r1/a/b.tgz'],
  ])('%j applies to %s of %s', (given, action, key) => {
    expect(speaks(given, action, 'key', key)).toBe(true);
  });

  test.each<[given: Partial<PolicyStatement>, action: string, key: string]>([
    [{}, 'oss:GetObject', 'r'],
    [{}, 'oss:GetObjectVersion', 'r/a'],
    [{}, 'oss:PutObject', 'r/a'],
    [{ effect: 'Deny' }, 'oss:GetObject', 'r/a'],
    [{ isInverted: true }, 'oss:GetObject', 'r/a'],
    [{ resources: ['acs:oss:*:*:b'] }, 'oss:GetObject', 'r/a'],
    [{ resources: ['acs:oss:*:*:b/r?/*'] }, 'oss:GetObject', 'r/a'],
    [{ resources: ['acs:oss:*:*:b/r.*'] }, 'oss:GetObject', 'r/a'],
  ])('%j does not apply to %s of %s', (given, action, key) => {
    expect(speaks(given, action, 'key', key)).toBe(false);
  });
});

describe('listings', () => {
  const list = { actions: ['oss:ListObjects'], resources: ['acs:oss:*:*:b'] };
  const like = (of: string) => ({ ...list, listedPrefixes: [{ text: of, isPattern: true }] });

  test.each<[given: Partial<PolicyStatement>, prefix: string]>([
    [list, 'r/'],
    [{ ...list, resources: ['*'] }, ''],
    [like('r/*'), 'r/'],
    [like('r/*'), 'r/a/'],
    [{ ...list, listedPrefixes: [{ text: 'r/', isPattern: false }] }, 'r/'],
  ])('%j applies to %j', (given, prefix) => {
    expect(speaks(given, 'oss:ListObjects', 'prefix', prefix)).toBe(true);
  });

  test.each<[given: Partial<PolicyStatement>, prefix: string]>([
    [like('r/*'), ''],
    [like('r/*'), 'r'],
    [{ ...list, listedPrefixes: [{ text: 'r/*', isPattern: false }] }, 'r/a'],
    [{ ...list, resources: ['acs:oss:*:*:b/r/*'] }, 'r/'],
  ])('%j does not apply to %j', (given, prefix) => {
    expect(speaks(given, 'oss:ListObjects', 'prefix', prefix)).toBe(false);
  });
});

test('a denied action on the bucket is not allowed', () => {
  const allow = statement({ actions: ['oss:GetBucket*'], resources: ['acs:oss:*:*:b'] });
  const deny = { ...allow, effect: 'Deny' } as const;
  expect(allowsOnBucket({ statements: [allow] }, 'oss:GetBucketVersioning')).toBe(true);
  expect(allowsOnBucket({ statements: [allow, deny] }, 'oss:GetBucketVersioning')).toBe(false);
  expect(allowsOnBucket({ statements: [statement({})] }, 'oss:GetBucketVersioning')).toBe(false);
});
