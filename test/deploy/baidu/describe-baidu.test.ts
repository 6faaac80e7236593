import { describe, expect, test } from 'vitest';
import type { BaiduDeployment } from '../../../src/deploy/baidu/baidu-deployment.ts';
import { type BaiduSettings, DEFAULT_BAIDU_SETTINGS } from '../../../src/deploy/baidu/baidu-settings.ts';
import { CFC_LIMITS } from '../../../src/deploy/baidu/cfc-limits.ts';
import { describeBaidu } from '../../../src/deploy/baidu/describe-baidu.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { RULE_FILES, ruleSetOf } from '../rule-files.ts';

const KNOWN: BaiduSettings = { ...DEFAULT_BAIDU_SETTINGS, bucket: 'my-bucket', region: 'bj' };

function described(name: string, settings: Partial<BaiduSettings> = {}): BaiduDeployment {
  const file = RULE_FILES.find((one) => one.name === name);
  if (file === undefined) throw new TypeError(`there is no rules file ${name}`);
  return describeBaidu(ruleSetOf(file), { ...KNOWN, ...settings });
}

const resourcesOf = ({ triggers }: BaiduDeployment) =>
  triggers.flatMap((one) => (one.kind === 'bos' ? [one.resource] : []));

describe.each(RULE_FILES.map((file) => [file.name, file] as const))('%s', (_, file) => {
  const deployment = describeBaidu(ruleSetOf(file), KNOWN);

  test('the functions are within the limits of CFC', () => {
    expect(deployment.functions.map(({ id }) => id)).toEqual(['object-events', 'sweep', 'http']);
    for (const one of deployment.functions) {
      expect(one.memory % 128).toBe(0);
      expect(one.memory).toBeLessThanOrEqual(CFC_LIMITS.memory);
      expect(one.timeout.value).toBeLessThanOrEqual(CFC_LIMITS.timeout);
      expect(one.delivery?.retries ?? 0).toBeLessThanOrEqual(CFC_LIMITS.retries);
      expect(one.name).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
      expect(one.environment).toMatchObject({ BOS_BUCKET: 'my-bucket', BOS_REGION: 'bj' });
    }
  });

  test('every candidate is under a trigger, with one * in each resource', () => {
    const resources = resourcesOf(deployment);
    expect(resources.length).toBeLessThanOrEqual(CFC_LIMITS.bosTriggers);
    for (const key of file.candidates) {
      expect(resources.some((resource) => `/${key}`.startsWith(resource.slice(0, -1)))).toBe(true);
    }
    for (const resource of resources) expect(resource).toMatch(/^\/[^*]*\*$/);
    expect(deployment.notification.resources).toEqual(resources);
  });
});

describe('events', () => {
  test('deletions come by the notification rule, and creations by triggers', () => {
    const { triggers, notification } = described('one prefix');
    const created = triggers.flatMap((one) => (one.kind === 'bos' ? one.events : []));
    expect(created).toEqual(['PutObject', 'PostObject', 'AppendObject', 'CopyObject', 'CompleteMultipartUpload']);
    expect(notification.events).toEqual(['FetchObject', 'DeleteObject', 'DeleteMultipleObjects']);
    expect(notification.function).toBe('object-events');
  });

  test('of many prefixes share triggers, with a note', () => {
    const { notes, ...deployment } = described('fourteen prefixes');
    expect(resourcesOf({ notes, ...deployment }).length).toBeLessThanOrEqual(10);
    expect(notes.join('\n')).toMatch(/also called for other keys/);
    expect(described('three disjoint prefixes').notes.join('\n')).not.toMatch(/also called for other keys/);
  });

  test('of a prefix with characters that BOS could encode begin before them', () => {
    const { notes, ...deployment } = described('no markers, and keys with $, spaces, unicode and *');
    expect(resourcesOf({ notes, ...deployment })).toEqual(['/a*']);
    expect(notes.join('\n')).toMatch(/begin with "a"/);
  });

  const apart = parseRules(
    `
version: 1
rules:
  - name: app
    match: { key: 'uploads/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['newest/{app}/{file}']
`,
    'rules.yaml',
  );

  test('of aliases under the same prefix are named in a note, and of aliases apart are not delivered', () => {
    expect(described('one prefix').notes.join('\n')).toMatch(/share a prefix \("releases\/"\)/);
    const deployment = describeBaidu(apart, KNOWN);
    expect(resourcesOf(deployment)).toEqual(['/uploads/*']);
    expect(deployment.notes.join('\n')).not.toMatch(/share a prefix/);
  });

  test('of links do not exist, so guard has a note', () => {
    expect(described('aliases outside, a release and guard').notes.join('\n')).toMatch(/no event for a new link/);
    expect(described('one prefix').notes.join('\n')).not.toMatch(/no event for a new link/);
  });
});

describe('environment', () => {
  const environmentOf = (settings: Partial<BaiduSettings>, id: string) =>
    described('one prefix', settings).functions.find((one) => one.id === id)?.environment;

  test('only the HTTP function has the tokens', () => {
    const lists = { http: { auth: 'iam' as const, tokens: '[]', oidc: '[]' } };
    expect(environmentOf(lists, 'http')).toMatchObject({
      AUTOALIAS_TOKEN: { secret: 'token' },
      AUTOALIAS_TOKENS: '[]',
      AUTOALIAS_OIDC: '[]',
    });
    expect(Object.keys(environmentOf(lists, 'sweep') ?? {}).filter((name) => name.startsWith('AUTOALIAS'))).toEqual([]);
  });

  test('has credentials, unless CFC passes them', () => {
    expect(environmentOf({}, 'sweep')).toMatchObject({ BCE_ACCESS_KEY_ID: { secret: 'accessKeyId' } });
    expect(environmentOf({ hasCredentials: false }, 'sweep')).toEqual({ BOS_BUCKET: 'my-bucket', BOS_REGION: 'bj' });
    expect(described('one prefix', { hasCredentials: false }).notes.join('\n')).toMatch(/no credentials of their own/);
  });

  test('larger than CFC accepts is refused', () => {
    const tokens = JSON.stringify(['x'.repeat(4096)]);
    expect(() => described('one prefix', { http: { auth: 'anonymous', tokens } })).toThrow(
      /environment variables of autoalias-http have \d+ bytes, and CFC accepts 4096; shorten/,
    );
  });
});

test('failed events go to a topic, or a note says that they are dropped', () => {
  const kept = described('one prefix', { deadLetterTopic: 'failed' });
  expect(kept.functions.map(({ id, deadLetterTopic }) => [id, deadLetterTopic])).toEqual([
    ['object-events', 'failed'],
    ['sweep', 'failed'],
    ['http', undefined],
  ]);
  expect(kept.notes.join('\n')).not.toMatch(/are dropped/);
  expect(described('one prefix').notes.join('\n')).toMatch(/are dropped/);
});
