import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, run } from '../../run.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-lint-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(dir, name), text);
});
afterAll(() => rmSync(dir, { recursive: true }));

function rules(regex: string, ...aliases: readonly string[]): string {
  return `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '${regex}' }
    order: { by: semver, on: v }
    aliases:
${aliases.map((alias) => `      - ${alias}\n`).join('')}`;
}

const APP = '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$';

function statement(effect: string, action: unknown, resource: unknown, condition?: unknown) {
  return {
    Effect: effect,
    Action: action,
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

const OBJECTS = ['oss:Get*', 'oss:PutObject', 'oss:PutObjectTagging', 'oss:DeleteObject'];

function policy(...statements: readonly unknown[]): string {
  return JSON.stringify({ Version: '1', Statement: statements });
}

const enough = [
  statement('Allow', OBJECTS, ['acs:oss:*:*:b/r/*']),
  statement('Allow', ['oss:ListObjects', 'oss:ListObjectVersions'], 'acs:oss:*:*:b', {
    StringLike: { 'oss:Prefix': 'r/*' },
  }),
  statement('Allow', 'oss:GetBucketVersioning', 'acs:oss:*:*:b'),
];

/** A template whose policy covers r/ or q/ by a condition that is named, negated by name, and chosen by Fn::If. */
const chosen = JSON.stringify({
  ROSTemplateFormatVersion: '2015-09-01',
  Parameters: { Narrow: { Type: 'String', Default: 'no' } },
  Conditions: {
    IsNarrow: { 'Fn::Equals': [{ Ref: 'Narrow' }, 'yes'] },
    IsWide: { 'Fn::Not': 'IsNarrow' },
    IsWideToo: { 'Fn::And': ['IsWide', { 'Fn::Not': { 'Fn::Or': ['IsNarrow', 'IsNarrow'] } }] },
  },
  Resources: {
    Policy: {
      Type: 'ALIYUN::RAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Version: '1',
          Statement: [statement('Allow', 'oss:*', { 'Fn::If': ['IsWideToo', '*', 'acs:oss:*:*:b/q/*'] })],
        },
      },
    },
  },
});

/** Each condition names the next one twice, so that what is evaluated without memory doubles with each. */
const doubling = JSON.stringify({
  ...JSON.parse(chosen),
  Conditions: Object.fromEntries(
    Array.from({ length: 19 }, (_, i) => [
      i === 0 ? 'IsWideToo' : `C${i}`,
      { 'Fn::And': Array.from({ length: 20 }, () => (i === 18 ? { 'Fn::Equals': ['a', 'a'] } : `C${i + 1}`)) },
    ]),
  ),
});

/** What takes quadratic or more time in the YAML library, or too deep a stack. */
const HEAVY: Readonly<Record<string, string>> = {
  'keys.yaml': `Statement: []\n${Array.from({ length: 40_000 }, (_, i) => `k${i}: 1\n`).join('')}`,
  'anchors.yaml': `Statement: []\na: &a 1\nb: [${Array.from({ length: 50_000 }, () => '*a').join(', ')}]\n`,
  'bomb.yaml': `Statement: []\na: &a [1]\n${Array.from({ length: 20 }, (_, i) => `${i}: &${i} [${Array.from({ length: 20 }, () => (i === 0 ? '*a' : `*${i - 1}`)).join(', ')}]\n`).join('')}`,
  'deep.json': `{"Statement": ${'['.repeat(100_000)}`,
  'nested.json': `{"Statement": [], "a": ${'['.repeat(100)}${']'.repeat(100)}}`,
  'repeated.json': '{"Statement": [], "Statement": []}',
};

const FILES: Readonly<Record<string, string>> = {
  'clean.yaml': rules(APP, 'r/{app}/latest/{file}'),
  'twice.yaml': rules(APP, 'r/{app}/latest/{file}', 'r/{app}/latest/{file}'),
  'wide.yaml': rules('^r/(?<v>[^/]+)/(?<file>[^/]+)$', 'r/latest/{file}'),
  'loop.yaml': rules(APP, 'r/{app}/{v.major}.0.0/{file}'),
  'wrong.yaml': rules(APP, 'r/{ap}/latest/{file}'),
  'syntax.yaml': 'version: [1\n',
  'enough.json': policy(...enough),
  'one.json': JSON.stringify({ Statement: statement('Allow', 'oss:*', '*') }),
  'elsewhere.json': policy(statement('Allow', 'oss:*', 'acs:oss:*:*:b/q/*')),
  'by-address.json': policy(
    ...enough,
    statement('Deny', 'oss:*', '*', { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8'] } }),
  ),
  'denied.json': policy(...enough, statement('Deny', 'oss:PutObject', '*')),
  'but.json': policy(...enough, { Effect: 'Deny', NotAction: ['oss:*'], Resource: '*' }),
  'list.json': JSON.stringify([{ name: 'thumbs', events: ['ObjectCreated:PutObject'], prefix: 'r/img/' }]),
  'list.yaml': 'triggers:\n  - { name: links, events: ["oss:ObjectCreated:*"], prefix: img/ }\n',
  'chosen.json': chosen,
  'doubling.json': doubling,
  ...HEAVY,
  'no-policy.json': '{"Version":"1"}',
  'no-effect.json': policy({ Effect: 'Perhaps', Action: 'oss:*', Resource: '*' }),
  'no-action.json': policy({ Effect: 'Allow', Resource: '*' }),
  'no-json.json': '{"a": [',
  'no-events.json': '[{ "name": "x", "events": [] }]',
  'no-list.json': '{"a": 1}',
  'guarded.yaml': rules(APP, 'r/{app}/latest/{file}').concat('    guard: true\n'),
};

function path(name: string) {
  return join(dir, name);
}

describe('findings', () => {
  test.each([
    [['clean.yaml'], 0, ['clean.yaml: clean: 1 rule, 1 alias']],
    [['twice.yaml'], 3, ['twice.yaml:8:9: warning: the alias "r/{app}/latest/{file}" is never written: ']],
    [
      ['wide.yaml'],
      3,
      ['wide.yaml:7:9: note: the listing for one alias of "r/latest/{file}" reads every object under "r/": '],
    ],
    [['wide.yaml', '--allow', 'listing'], 0, ['wide.yaml: clean: 1 rule, 1 alias']],
    [['wide.yaml', '--allow', 'overlap,loop'], 3, ['wide.yaml:7:9: note: ']],
    [['clean.yaml', 'twice.yaml'], 3, ['clean.yaml: clean: ', 'twice.yaml:8:9: warning: ']],
    [
      ['wrong.yaml', 'twice.yaml'],
      1,
      ['wrong.yaml:7:9: the template "r/{ap}/latest/{file}" names the group "ap": ', 'twice.yaml:8:9: '],
    ],
    [['syntax.yaml'], 1, ['syntax.yaml:2:1: the file cannot be read as YAML or JSON: ']],
    [['absent.yaml'], 1, ['absent.yaml cannot be read: there is no such file; name a rules file']],
    [
      ['loop.yaml'],
      1,
      [
        'loop.yaml:7:9: the alias "r/{app}/{v.major}.0.0/{file}" is a loop: ',
        'loop.yaml:7:9: warning: the alias "r/{app}/{v.major}.0.0/{file}" leads into rule app again: ',
      ],
    ],
  ])('%j ends with %i', async (args, exitCode, lines) => {
    const ran = await run(['lint', ...args.map((arg) => (arg.endsWith('.yaml') ? path(arg) : arg))]);
    expect({ exitCode: ran.exitCode, err: ran.err }).toEqual({ exitCode, err: '' });
    const out = ran.out.trimEnd().replaceAll(`${dir}/`, '').split('\n');
    expect(out).toEqual(
      lines.map((line) => expect.stringMatching(new RegExp(`^${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))),
    );
  });

  test('each line ends with its code, by which it can be allowed', async () => {
    const { out } = await run(['lint', path('twice.yaml'), path('wide.yaml')]);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => /\[(.+)\]$/.exec(line)?.[1]),
    ).toEqual(['shadowed', 'listing']);
  });

  test('with --json each has its place and its witness', async () => {
    const ran = await run(['lint', '--json', path('twice.yaml'), path('absent.yaml')]);
    expect(ran.exitCode).toBe(1);
    expect(json(ran)).toEqual({
      files: [
        {
          file: path('twice.yaml'),
          problems: [],
          findings: [
            {
              line: 8,
              column: 9,
              code: 'shadowed',
              severity: 'warning',
              rule: 'app',
              alias: 'r/{app}/latest/{file}',
              what: expect.any(String),
              why: expect.any(String),
              instead: expect.any(String),
              witness: { key: 'r/a/1.2.3/a', alias: 'r/a/latest/a' },
            },
          ],
        },
        { file: path('absent.yaml'), problems: [], findings: [], unreadable: expect.stringContaining('no such file') },
      ],
    });
  });

  test('without a file it looks at the rules that the other commands use', async () => {
    const named = await run(['lint'], { AUTOALIAS_RULES: path('twice.yaml') });
    expect([named.exitCode, named.out]).toEqual([3, expect.stringContaining('twice.yaml:8:9: warning: ')]);
    expect(await run(['lint'])).toEqual({
      exitCode: 0,
      out: 'functions/autoalias.yaml: clean: 1 rule, 3 aliases\n',
      err: '',
    });
  });
});

/** The codes of what is found, with the files of a test by their names. */
async function found(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await run(['lint', ...args.map((arg) => (arg in FILES ? path(arg) : arg))]);
  return [...out.matchAll(/: (?:warning|note): (.+?): .*\[\w+\]$/gm)].map(([, what = '']) => what);
}

describe('--cloud', () => {
  const lintOn = async (...args: readonly string[]) =>
    JSON.parse((await run(['lint', path('clean.yaml'), '--json', ...args])).out).files[0].findings.map(
      ({ code }: { readonly code: string }) => code,
    );

  test('advises a prefix of their own for aliases, where listings do not show links', async () => {
    expect(await lintOn()).toEqual([]);
    expect(await lintOn('--cloud', 'alibaba')).toEqual([]);
    expect(await lintOn('--cloud', 'baidu')).toEqual(['prefix']);
    expect(await lintOn('--cloud', 'baidu', '--allow', 'prefix')).toEqual([]);
  });
});

describe('--policy', () => {
  test.each([['enough.json'], ['one.json'], ['by-address.json'], ['but.json']])('%s is enough', async (file) => {
    expect(await found('clean.yaml', '--policy', file)).toEqual([]);
  });

  test.each([
    [
      'denied.json',
      [
        'the HTTP API cannot withdraw and restore objects',
        'the policy is too narrow for aliases of "r/{app}/latest/{file}"',
      ],
    ],
    [
      'elsewhere.json',
      [
        'the versioning status of the bucket cannot be read',
        'candidates cannot be read',
        '"r/" cannot be listed',
        'the policy is too narrow for aliases of "r/{app}/latest/{file}"',
      ],
    ],
  ])('%s is not', async (file, whats) => {
    expect(await found('clean.yaml', '--policy', file)).toEqual(whats);
  });
});

test('conditions that name others many times are evaluated once each', async () => {
  expect(await found('clean.yaml', '--policy', 'doubling.json')).toHaveLength(0);
});

test.each(['keys.yaml', 'anchors.yaml'])('the large policy %s is read', async (file) => {
  expect((await found('clean.yaml', '--policy', file)).length).toBeGreaterThan(0);
});

test.each([
  [[], 0],
  [['--parameter', 'Narrow=yes'], 4],
])('the branch of a template that %j chooses is judged: %i findings', async (parameters, findings) => {
  expect(await found('clean.yaml', '--policy', 'chosen.json', ...parameters)).toHaveLength(findings);
});

describe('--triggers', () => {
  test.each([
    ['list.json', ['the trigger thumbs conflicts with a trigger that the rule needs']],
    ['list.yaml', []],
  ])('%s', async (file, whats) => {
    expect(await found('clean.yaml', '--triggers', file)).toEqual(whats);
  });
});

describe('the project’s own template', () => {
  const template = ['--policy', 'template.yml', '--triggers', 'template.yml'];

  test.each<[name: string, args: readonly string[]]>([
    ['and rules', ['functions/autoalias.yaml']],
    ['for one bucket', ['functions/autoalias.yaml', '--parameter', 'Bucket=my-bucket']],
  ])('%s go together', async (_, args) => {
    const { exitCode, out } = await run(['lint', ...args, ...template]);
    expect([exitCode, out]).toEqual([0, 'functions/autoalias.yaml: clean: 1 rule, 3 aliases\n']);
  });

  test('does not fit other rules', async () => {
    expect(await found('clean.yaml', ...template)).toEqual([
      'candidates cannot be read',
      '"r/" cannot be listed',
      'no trigger fires for candidates',
      'the policy is too narrow for aliases of "r/{app}/latest/{file}"',
    ]);
  });

  test('has no trigger for guarded aliases of other rules', async () => {
    writeFileSync(
      path('guarded-own.yaml'),
      readFileSync('functions/autoalias.yaml', 'utf8').replace('    order:', '    guard: true\n    order:'),
    );
    const { out } = await run(['lint', path('guarded-own.yaml'), ...template]);
    expect(out).toContain('no trigger fires for guarded aliases');
  });
});

/** The codes of what is found. */
async function codesOf(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await run(['lint', ...args.map((arg) => (arg in FILES ? path(arg) : arg))]);
  return [...out.matchAll(/\[([\w-]+)\]$/gm)].map(([, code = '']) => code);
}

describe('surplus and missing permissions', () => {
  test.each([
    ['a policy for every action', 'one.json', ['surplus-permission']],
    ['a policy that is narrow for listings, and wide for writes', 'enough.json', ['surplus-permission']],
  ])('%s', async (_, file, codes) => {
    expect(new Set(await codesOf('clean.yaml', '--policy', file))).toEqual(new Set(codes));
  });

  /** The output of `deploy --print ram`, with a change. */
  async function changed(change: (text: string) => string): Promise<readonly string[]> {
    const { out } = await run(['deploy', '--print', 'ram', '--bucket', 'bbb', '--rules', path('clean.yaml')]);
    const text = change(out);
    writeFileSync(path('changed.json'), text);
    return codesOf('clean.yaml', '--policy', path('changed.json'));
  }

  test.each<[string, (text: string) => string, readonly string[]]>([
    ['unchanged', (text) => text, []],
    [
      'one more action',
      (text) => text.replace('"oss:GetObject"', '"oss:GetObject", "oss:PutObjectAcl"'),
      ['surplus-permission'],
    ],
    ['a wildcard', (text) => text.replace('"oss:GetBucketVersioning"', '"oss:GetBucket*"'), ['surplus-permission']],
    ['a wider resource', (text) => text.replace('b/r/*/latest/*', 'b/r/*'), ['surplus-permission']],
    ['a wider listing', (text) => text.replace(/("oss:Prefix": \[\s*)"r\/\*"/, '$1"*"'), ['surplus-permission']],
    ['a missing action', (text) => text.replace('"oss:PutObjectTagging",', ''), ['missing-permission']],
    ['a narrower resource', (text) => text.replace('b/r/*/latest/*', 'b/r/a/latest/*'), ['missing-permission']],
    [
      'another queue',
      (text) => text.replace('acs:mns:*:*:/queues/autoalias-failed-events/messages', '*'),
      ['surplus-permission'],
    ],
    [
      'no queue',
      (text) => text.replace('"mns:SendMessage"', '"mns:PeekMessage"'),
      ['missing-permission', 'surplus-permission'],
    ],
  ])('%s', async (_, change, codes) => {
    const found = await changed(change);
    expect(new Set(found)).toEqual(new Set(codes));
  });
});

describe('wrong use', () => {
  test.each([
    [['--policy', 'no-policy.json'], 1, /^autoalias: \S+ cannot be used: Statement: .+; name a RAM policy/],
    [['--policy', 'no-effect.json'], 1, /cannot be used: Statement\.0\.Effect: .*; name a RAM policy/],
    [['--policy', 'no-action.json'], 1, /cannot be used: Statement\.0: needs Action or NotAction; name a RAM policy/],
    [['--policy', 'bomb.yaml'], 1, /with its \*aliases it has more than 200000 values; name a RAM policy/],
    [['--policy', 'deep.json'], 1, /cannot be used: .+; name a RAM policy/],
    [['--policy', 'nested.json'], 1, /cannot be used: it is nested deeper than 50 levels; name a RAM policy/],
    [['--policy', 'repeated.json'], 1, /cannot be used: Map keys must be unique; name a RAM policy/],
    [['--policy', '/dev/zero'], 1, /\/dev\/zero cannot be read: it has more than 100663296 bytes; name a RAM policy/],
    [['--triggers', '/dev/zero'], 1, /it has more than 100663296 bytes; name a list of triggers/],
    [['--policy', 'no-json.json'], 1, /cannot be used: .+; name a RAM policy/],
    [['--policy', 'absent.json'], 1, /absent\.json cannot be read: there is no such file; name a RAM policy/],
    [['--policy', 'clean.yaml'], 1, /cannot be used: Statement: .+; name a RAM policy/],
    [['--triggers', 'no-events.json'], 1, /cannot be used: 0\.events: .+; name a list of triggers/],
    [['--triggers', 'no-list.json'], 1, /cannot be used: .+; name a list of triggers/],
    [['--allow', 'nothing'], 2, /"nothing" is not one of overlap, /],
    [
      ['--policy', 'chosen.json', '--parameter', 'Nope=1'],
      2,
      /the template has no parameter "Nope"; write one of Narrow/,
    ],
    [['--parameter', 'Prefix=r/'], 2, /--parameter is for a ROS template; add --policy or --triggers/],
    [['--parameter', 'Prefix'], 2, /Write it like Prefix=releases\//],
    [
      ['--cloud', 'baidu', '--policy', 'enough.json'],
      2,
      /--policy and --triggers read files of Alibaba Cloud; leave out/,
    ],
    [['--cloud', 'aws'], 2, /Allowed choices are alibaba, baidu/],
  ])('%j ends with %i', async (args, exitCode, message) => {
    const ran = await run([
      'lint',
      path('clean.yaml'),
      ...args.map((arg) => (/\.(?:json|yaml)$/.test(arg) ? path(arg) : arg)),
    ]);
    expect({ exitCode: ran.exitCode, out: ran.out }).toEqual({ exitCode, out: '' });
    expect(ran.err).toMatch(message);
  });
});
