import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { isSchedule } from '../../src/deploy/settings.ts';
import { templateOfRepository } from '../docs/generated/generated-template.ts';
import { ofType, parseRos, templateText } from './ros-template.ts';

const template = parseRos(templateText);

test('template.yml is what deploy prints for functions/autoalias.yaml; `npm run docs` writes it', () => {
  expect(templateText).toBe(templateOfRepository());
});

describe('parameters', () => {
  const pattern = (name: string) => new RegExp(String(template.Parameters[name]?.AllowedPattern), 'u');

  test.each([
    ['Bucket', 'my-bucket'],
    ['CodeBucket', 'abc'],
    ['Token', 'a'.repeat(32)],
    ['Token', '!"#%&\'()*+,-./:;<=>?@[\\]^_`{|}~09AZaz'],
    ['LogProject', ''],
    ['LogProject', 'my-logs'],
    ['Logstore', 'functions_2'],
  ])('%s takes %j', (name, value) => expect(value).toMatch(pattern(name)));

  test.each([
    ['Bucket', '*'],
    ['Bucket', 'my-bucket/*'],
    ['Bucket', 'My-Bucket'],
    ['Bucket', 'a,b'],
    ['CodeBucket', ''],
    ['Token', 'two words, and thirty-two characters'],
    ['Token', 'a'.repeat(32).concat('\t')],
    ['Token', 'pässwort-with-thirty-two-characters'],
    ['LogProject', 'a*'],
    ['Logstore', ''],
    ['Logstore', 'a*b'],
  ])('%s refuses %j', (name, value) => expect(value).not.toMatch(pattern(name)));

  test('every parameter that becomes part of a policy is limited by a pattern', () => {
    const policies = JSON.stringify(ofType(template, 'ALIYUN::RAM::Role'));
    const used = [...policies.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(used).toEqual(expect.arrayContaining(['Name', 'Bucket', 'LogProject', 'Logstore']));
    expect(used.filter((name) => template.Parameters[name]?.AllowedPattern === undefined)).toEqual([]);
  });

  test.each(Object.entries(template.Parameters))('the default of %s is valid', (_, parameter) => {
    const { Default, AllowedPattern, AllowedValues } = z
      .looseObject({
        Default: z.unknown(),
        AllowedPattern: z.string().optional(),
        AllowedValues: z.array(z.unknown()).optional(),
      })
      .parse({ Default: undefined, ...parameter });
    if (Default === undefined) return;
    if (AllowedPattern !== undefined) expect(Default).toMatch(new RegExp(AllowedPattern, 'u'));
    if (AllowedValues !== undefined) expect(AllowedValues).toContain(Default);
  });

  test('the token is a secret, and the schedule a cron expression', () => {
    expect(template.Parameters.Token).toMatchObject({ NoEcho: true });
    expect(isSchedule(String(template.Parameters.SweepSchedule?.Default))).toBe(true);
  });
});

test('the rights are exactly these', () => {
  const policies = JSON.stringify(ofType(template, 'ALIYUN::RAM::Role'));
  const actions = [...policies.matchAll(/"((?:oss|mns|log|fc|sts):\w+)"/g)].map(([, action = '']) => action);
  expect([...new Set(actions)].filter((action) => action !== 'oss:Prefix').toSorted()).toEqual([
    'fc:InvokeFunction',
    'log:PostLogStoreLogs',
    'mns:SendMessage',
    'oss:DeleteObject',
    'oss:GetBucketVersioning',
    'oss:GetObject',
    'oss:GetObjectVersion',
    'oss:ListObjectVersions',
    'oss:ListObjects',
    'oss:PutObject',
    'oss:PutObjectTagging',
    'sts:AssumeRole',
  ]);
});
