import { describe, expect, test } from 'vitest';
import { DEFAULT_BAIDU_SETTINGS } from '../../../src/deploy/baidu/baidu-settings.ts';
import { describeBaidu } from '../../../src/deploy/baidu/describe-baidu.ts';
import { BAIDU_FORMS, BAIDU_PRINTERS } from '../../../src/deploy/baidu/print-baidu.ts';
import { RULE_FILES, ruleSetOf } from '../rule-files.ts';

const [FILE] = RULE_FILES;
if (FILE === undefined) throw new TypeError('there are rule files');
const ruleSet = ruleSetOf(FILE);
const ACCOUNT = 'cd64f99c69d7c404b61de0a4f1865834';
const KNOWN = { ...DEFAULT_BAIDU_SETTINGS, bucket: 'my-bucket', region: 'bj', account: ACCOUNT };

describe.each(BAIDU_FORMS)('the form %s', (form) => {
  test('is the same text each time, and ends with a line feed', () => {
    const text = BAIDU_PRINTERS[form](describeBaidu(ruleSet, KNOWN));
    expect(text).toBe(BAIDU_PRINTERS[form](describeBaidu(ruleSet, KNOWN)));
    expect(text).toMatch(/[^\n]\n$/);
  });
});

test('plan has a line for each resource', () => {
  const text = BAIDU_PRINTERS.plan(describeBaidu(ruleSet, { ...KNOWN, deadLetterTopic: 'failed' }));
  expect(text).toMatch(/^Functions of CFC in bj, bucket my-bucket:\n/);
  for (const name of ['object-events', 'sweep', 'http', 'objects-1', 'schedule', 'removals', 'functions']) {
    expect(text).toContain(`  autoalias-${name}: `);
  }
  expect(text).toContain('rate(5 minutes) -> autoalias-sweep');
  expect(text).toContain('3 retries, failed events to the topic failed');
});

test('json has the bodies of the requests, and no secret', () => {
  const body = JSON.parse(BAIDU_PRINTERS.json(describeBaidu(ruleSet, KNOWN)));
  expect(body.createFunction).toHaveLength(3);
  expect(body.createFunction[2]).toMatchObject({
    FunctionName: 'autoalias-http',
    Handler: 'index.http',
    Runtime: 'nodejs20',
    Environment: { Variables: { AUTOALIAS_TOKEN: '<AUTOALIAS_TOKEN>' } },
  });
  expect(body.createTrigger[0]).toEqual({
    Target: `brn:bce:cfc:bj:${ACCOUNT}:function:autoalias-object-events:$LATEST`,
    Source: 'bos/my-bucket',
    Data: {
      Resource: '/releases/*',
      Status: 'enabled',
      EventType: ['PutObject', 'PostObject', 'AppendObject', 'CopyObject', 'CompleteMultipartUpload'],
      Name: 'autoalias-objects-1',
    },
  });
  expect(body.putNotification.notifications[0].apps[0].eventUrl).toBe(body.createTrigger[0].Target);
});

test('what is not known is a placeholder', () => {
  const text = BAIDU_PRINTERS.json(describeBaidu(ruleSet, DEFAULT_BAIDU_SETTINGS));
  expect(text).toContain('brn:bce:cfc:<region>:<account>:function:autoalias-http:$LATEST');
  expect(text).toContain('"Source": "bos/<bucket>"');
});

test('iam has each policy by its id', () => {
  const documents = JSON.parse(BAIDU_PRINTERS.iam(describeBaidu(ruleSet, KNOWN)));
  expect(Object.keys(documents)).toEqual(['functions', 'uploader', 'reader', 'operator']);
  expect(documents.functions.accessControlList[0]).toEqual({
    service: 'bce:bos',
    region: 'bj',
    effect: 'Allow',
    resource: ['my-bucket/releases/*', 'my-bucket/.autoalias/facts/*'],
    permission: ['READ'],
  });
});
