import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { MOST_POLICY_BYTES } from '../../../src/deploy/describe/policy-size.ts';
import { describeDeployment } from '../../../src/deploy/describe-deployment.ts';
import { printRam, ramDocuments } from '../../../src/deploy/print/print-ram.ts';
import { DEFAULT_SETTINGS } from '../../../src/deploy/settings.ts';
import { utf8Length } from '../../../src/utf8-length.ts';
import { KNOWN, RULE_FILES, type RuleFile, ruleSetOf } from '../rule-files.ts';
import { allows, policySchema, type RamCall, type RamPolicy } from '../vendor/ram-evaluator.ts';

const BUCKET = 'acs:oss:*:1234567890123456:my-bucket';

function policiesOf(file: RuleFile): Readonly<Record<string, RamPolicy>> {
  const documents = ramDocuments(describeDeployment(ruleSetOf(file), KNOWN));
  return Object.fromEntries(
    documents.filter(({ kind }) => kind !== 'trust').map(({ id, document }) => [id, policySchema.parse(document)]),
  );
}

const on = (action: string, key: string): RamCall => ({ action, resource: `${BUCKET}/${key}` });
const list = (action: string, prefix: string): RamCall => ({ action, resource: BUCKET, prefix });

/** The calls that a document must allow, and those that it must not allow. */
interface Expected {
  readonly may: readonly RamCall[];
  readonly mayNot: readonly RamCall[];
}

const FUNCTION_CALLS: Expected = {
  may: [
    {
      action: 'log:PostLogStoreLogs',
      resource:
        'acs:log:cn-hangzhou:1234567890123456:project/autoalias-cn-hangzhou-1234567890123456/logstore/functions',
    },
    { action: 'oss:GetBucketVersioning', resource: BUCKET },
  ],
  mayNot: [
    { action: 'fc:InvokeFunction', resource: 'acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-http' },
    { action: 'oss:PutBucketVersioning', resource: BUCKET },
    { action: 'oss:GetObject', resource: 'acs:oss:*:1234567890123456:my-bucket-2/releases/a' },
    { action: 'log:GetLogStoreLogs', resource: 'acs:log:cn-hangzhou:1234567890123456:project/p/logstore/functions' },
  ],
};

/** What each function does with the keys of a rules file. */
function functionCalls(id: string, { candidates, aliases, markers, foreign }: RuleFile, isKept: boolean): Expected {
  const isHttp = id === 'http';
  const state = on('oss:PutObject', '.autoalias/facts/1.json');
  // Who can write code can take over every function.
  const code = on('oss:PutObject', '.autoalias/code/1.zip');
  const tasks = on('oss:PutObject', '.autoalias/sweep/run.json');
  const hasState = id !== 'object-events';
  return {
    may: [
      ...FUNCTION_CALLS.may,
      ...[...candidates, ...aliases, ...markers].map((key) => on('oss:GetObject', key)),
      ...aliases.flatMap((key) => [
        on('oss:PutObject', key),
        on('oss:PutObjectTagging', key),
        list('oss:ListObjectVersions', key),
        ...(isKept ? [] : [on('oss:DeleteObject', key)]),
      ]),
      ...candidates.map((key) => list('oss:ListObjects', key.slice(0, key.lastIndexOf('/') + 1))),
      ...(isHttp ? markers.flatMap((key) => [on('oss:PutObject', key), on('oss:DeleteObject', key)]) : []),
      ...(hasState ? [state] : []),
    ],
    mayNot: [
      ...FUNCTION_CALLS.mayNot,
      ...candidates.flatMap((key) => [on('oss:PutObject', key), on('oss:DeleteObject', key)]),
      ...aliases.flatMap((key) => [on('oss:DeleteObjectVersion', key), on('oss:PutObjectAcl', key)]),
      ...(isKept ? aliases.map((key) => on('oss:DeleteObject', key)) : []),
      ...foreign.flatMap((key) => [on('oss:GetObject', key), on('oss:PutObject', key)]),
      ...(isHttp ? [] : markers.map((key) => on('oss:PutObject', key))),
      ...(hasState ? [] : [state]),
      code,
      tasks,
      list('oss:ListObjects', 'somewhere/else/'),
      { action: 'oss:ListObjects', resource: BUCKET },
    ],
  };
}

const PEOPLE: Readonly<Record<string, (file: RuleFile) => Expected>> = {
  uploader: ({ candidates, aliases, markers, foreign }) => ({
    may: candidates.flatMap((key) => [on('oss:PutObject', key), on('oss:AbortMultipartUpload', key)]),
    mayNot: [
      // The example has aliases among its versions; the policy cannot deny those.
      ...aliases.filter((key) => !/^releases\/app\/v1\//.test(key)).map((key) => on('oss:PutObject', key)),
      ...markers.map((key) => on('oss:PutObject', key)),
      ...candidates.flatMap((key) => [on('oss:DeleteObject', key), on('oss:GetObject', key)]),
      ...foreign.map((key) => on('oss:PutObject', key)),
      list('oss:ListObjects', ''),
    ],
  }),
  reader: ({ candidates, aliases, foreign }) => ({
    may: [...candidates, ...aliases].map((key) => on('oss:GetObject', key)),
    mayNot: [
      ...[...candidates, ...aliases].flatMap((key) => [on('oss:PutObject', key), on('oss:DeleteObject', key)]),
      ...foreign.map((key) => on('oss:GetObject', key)),
      list('oss:ListObjects', ''),
    ],
  }),
  operator: ({ candidates, aliases, markers, foreign }) => ({
    may: [
      ...[...candidates, ...aliases].map((key) => on('oss:GetObject', key)),
      ...[...aliases, ...markers].flatMap((key) => [on('oss:PutObject', key), on('oss:DeleteObject', key)]),
      ...candidates.map((key) => list('oss:ListObjects', key.slice(0, key.lastIndexOf('/') + 1))),
      ...aliases.map((key) => list('oss:ListObjectVersions', key)),
      { action: 'oss:GetBucketVersioning', resource: BUCKET },
    ],
    mayNot: [
      ...candidates.flatMap((key) => [on('oss:PutObject', key), on('oss:DeleteObject', key)]),
      ...aliases.map((key) => on('oss:DeleteObjectVersion', key)),
      ...foreign.map((key) => on('oss:PutObject', key)),
      { action: 'fc:UpdateFunction', resource: 'acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-sweep' },
    ],
  }),
  'operator-api': ({ aliases }) => ({
    may: [
      { action: 'fc:InvokeFunction', resource: 'acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-sweep' },
      ...['BatchPeekMessage', 'BatchReceiveMessage', 'ChangeMessageVisibility', 'DeleteMessage'].map((name) => ({
        action: `mns:${name}`,
        resource: 'acs:mns:cn-hangzhou:1234567890123456:/queues/autoalias-failed-events/messages',
      })),
      {
        action: 'log:GetLogStoreLogs',
        resource:
          'acs:log:cn-hangzhou:1234567890123456:project/autoalias-cn-hangzhou-1234567890123456/logstore/functions',
      },
    ],
    mayNot: [
      { action: 'fc:InvokeFunction', resource: 'acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-sweep2' },
      { action: 'fc:UpdateFunction', resource: 'acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-sweep' },
      // It would show the token of the HTTP API.
      { action: 'fc:GetFunction', resource: 'acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-http' },
      ...aliases.map((key) => on('oss:PutObject', key)),
    ],
  }),
};

describe.each(RULE_FILES.map((file) => [file.name, file] as const))('%s', (_, file) => {
  const policies = policiesOf(file);
  const isKept = file.text.includes('onDelete: keep');
  const expected: readonly (readonly [string, Expected])[] = [
    ...['object-events', 'sweep', 'http'].map((id) => [id, functionCalls(id, file, isKept)] as const),
    ...Object.entries(PEOPLE).map(([id, calls]) => [id, calls(file)] as const),
    [
      'trigger',
      {
        may: ['', '/LATEST'].map((end) => ({
          action: 'fc:InvokeFunction',
          resource: `acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-object-events${end}`,
        })),
        mayNot: ['2', '-test', '2/LATEST'].map((end) => ({
          action: 'fc:InvokeFunction',
          resource: `acs:fc:cn-hangzhou:1234567890123456:functions/autoalias-object-events${end}`,
        })),
      },
    ],
  ];

  test.each(expected)('%s may do its work', (id, { may }) => {
    const policy = policies[id];
    expect(may.filter((call) => policy === undefined || !allows(policy, call))).toEqual([]);
  });

  test.each(expected)('%s may do nothing else', (id, { mayNot }) => {
    const policy = policies[id];
    expect(mayNot.filter((call) => policy === undefined || allows(policy, call))).toEqual([]);
  });

  test('every policy has at most 6,144 bytes', () => {
    for (const policy of Object.values(policies)) {
      expect(utf8Length(JSON.stringify(policy))).toBeLessThanOrEqual(MOST_POLICY_BYTES);
    }
  });

  test('the printed text has every document', () => {
    const deployment = describeDeployment(ruleSetOf(file), KNOWN);
    const printed = z.record(z.string(), z.unknown()).parse(JSON.parse(printRam(deployment)));
    expect(Object.keys(printed)).toEqual(ramDocuments(deployment).map(({ id }) => id));
  });
});

test('hundreds of rules still fit, with wider patterns, and a note', () => {
  const rules = Array.from(
    { length: 300 },
    (_, i) => `
  - name: r${i}
    match: { key: 'team-${i % 7}/project-${i}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['team-${i % 7}/project-${i}/latest/{file}']`,
  ).join('');
  const file: RuleFile = {
    name: 'many',
    text: `version: 1\nrules:${rules}\n`,
    candidates: ['team-6/project-6/1.0.0/x'],
    aliases: ['team-6/project-6/latest/x'],
    markers: [],
    foreign: [],
  };
  const deployment = describeDeployment(ruleSetOf(file), {
    ...DEFAULT_SETTINGS,
    bucket: 'b'.repeat(63),
    account: '1'.repeat(16),
  });
  for (const { id, kind, document } of ramDocuments(deployment)) {
    if (kind === 'trust') continue;
    const policy = policySchema.parse(document);
    expect(utf8Length(JSON.stringify(policy))).toBeLessThanOrEqual(MOST_POLICY_BYTES);
    const bucket = `acs:oss:*:${'1'.repeat(16)}:${'b'.repeat(63)}`;
    if (id === 'sweep') {
      expect(allows(policy, { action: 'oss:PutObject', resource: `${bucket}/team-6/project-6/latest/x` })).toBe(true);
      expect(allows(policy, { action: 'oss:PutObject', resource: `${bucket}/private/x` })).toBe(false);
    }
  }
  expect(deployment.notes.join('\n')).toMatch(/do not fit into a policy/);
});

test('an uploader of rules over the whole bucket cannot write what autoalias keeps for itself', () => {
  const text = `version: 1
rules:
  - name: all
    match: { key: '{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['{app}/latest/{file}']
`;
  const { uploader } = policiesOf({ name: 'all', text, candidates: [], aliases: [], markers: [], foreign: [] });
  if (uploader === undefined) throw new TypeError('there is a policy');
  expect(allows(uploader, on('oss:PutObject', 'app/1.0.0/x'))).toBe(true);
  expect(allows(uploader, on('oss:PutObject', '.autoalias/facts'))).toBe(false);
});

test('what is not known is a wildcard', () => {
  const [file] = RULE_FILES;
  if (file === undefined) throw new TypeError('there are rule files');
  const text = printRam(describeDeployment(ruleSetOf(file), { ...DEFAULT_SETTINGS, bucket: 'my-bucket' }));
  expect(text).toContain('acs:oss:*:*:my-bucket/releases/*');
  expect(text).toContain('acs:mns:*:*:/queues/autoalias-failed-events/messages');
});
