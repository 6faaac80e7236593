import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../../../../src/cli/run-cli.ts';

async function run(args: readonly string[], input: string) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCli(['sort', ...args], {
    env: {},
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    read: async () => Buffer.from(input),
    signal: new AbortController().signal,
  });
  return { exitCode, out: out.join(''), err: err.join('') };
}

test.each([
  [['--by', 'semver'], '1.10.0\n1.9.0\n1.10.0-rc.1\n', '1.9.0\n1.10.0-rc.1\n1.10.0\n'],
  [['--by', 'semver', '--reverse'], '1.9.0\n1.10.0\n', '1.10.0\n1.9.0\n'],
  [['--by', 'semver', '--desc'], '1.9.0\n1.10.0\n', '1.10.0\n1.9.0\n'],
  [['--by', 'semver', '--desc', '--reverse'], '1.10.0\n1.9.0\n', '1.9.0\n1.10.0\n'],
  [['--by', 'number', '--desc'], '1\n01\n2\n', '2\n1\n01\n'],
  [['--by', 'pep440'], '1.0\n1.0rc1\n1.0.post1\n', '1.0rc1\n1.0\n1.0.post1\n'],
  [['--by', 'maven'], '1.0\n1.0-SNAPSHOT\n1.0-jre\n1.0-M1\n', '1.0-M1\n1.0-SNAPSHOT\n1.0\n1.0-jre\n'],
  [['--by', 'debian'], '1.0\n1.0~rc1\n1:0.1\n', '1.0~rc1\n1.0\n1:0.1\n'],
  [['--by', 'calver'], '24.10\n2024.4\n', '2024.4\n24.10\n'],
  [['--by', 'list', '--values', 'alpha,beta,stable'], 'stable\nalpha\n', 'alpha\nstable\n'],
  [['--by', 'date', '--format', 'DD.MM.YYYY'], '01.12.2026\n30.11.2026\n', '30.11.2026\n01.12.2026\n'],
  [['--by', 'number'], '10\r\n9\r\n', '9\n10\n'],
  [['--by', 'number'], '10\n\n9', '9\n10\n'],
  [['--by', 'number'], '', ''],
  // What has one place keeps the row it came in.
  [['--by', 'pep440'], '1.0.0\n1.0\n0.9\n', '0.9\n1.0.0\n1.0\n'],
])('%j of %j', async (args, input, expected) => {
  expect(await run(args, input)).toEqual({ exitCode: 0, out: expected, err: '' });
});

test('what is skipped is said on standard error, with why', async () => {
  expect(await run(['--by', 'semver'], '1.0.0\na1b2c3d4\n')).toEqual({
    exitCode: 0,
    out: '1.0.0\n',
    err: 'skipped a1b2c3d4: "a1b2c3d4" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)\n',
  });
});

test.each([
  [['--by', 'semver'], '1.0.0-rc9\n1.0.0-rc10\n', '"1.0.0-rc10" is less than "1.0.0-rc9"; write rc.10'],
  [['--by', 'semver'], '22.01\n1.0.0\n', 'semver does not read "22.01"'],
  [['--by', 'maven'], 'v2.0\n1.0\n', '"v2.0" is less than "1.0"'],
  [['--by', 'version'], '1.2.3\n20240101\n', '"20240101" looks like a date and is read as one number'],
])('%j of %j: hint: %s', async (args, input, hint) => {
  const { exitCode, err } = await run(args, input);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: expect.stringMatching(/^hint: .*\n$/m) });
  expect(err).toContain(hint);
  expect(JSON.parse((await run([...args, '--json'], input)).out).hints).toHaveLength(1);
});

test.each([
  [['--by', 'maven', '--no-bare'], '12\n1.0\n1-SNAPSHOT\n', '1-SNAPSHOT\n1.0\n'],
  [['--by', 'pep440', '--no-bare'], '308\n1.0\n', '1.0\n'],
  [['--by', 'debian', '--no-bare'], '12\n12-1\n', '12-1\n'],
])('%j of %j: without bare numbers', async (args, input, expected) => {
  expect(await run(args, input)).toMatchObject({
    exitCode: 0,
    out: expected,
    err: expect.stringContaining('has no dot, and --no-bare skips such numbers'),
  });
});

test('--no-bare is for three orders', async () => {
  expect((await run(['--by', 'semver', '--no-bare'], '1.0.0\n')).err).toBe(
    'autoalias: --no-bare cannot be used: only pep440, debian, maven have this option; remove it\n',
  );
});

test('as JSON', async () => {
  const { exitCode, out, err } = await run(['--by', 'number', '--json'], '10\nx\n9\n');
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({ sorted: ['9', '10'], skipped: [{ value: 'x' }] });
});

test.each([
  [['--by', 'list'], 'autoalias: --by list needs the values: add --values, least first, like alpha,beta,rc,stable\n'],
  [
    ['--by', 'list', '--values', 'a,a'],
    'autoalias: --values contains "a" twice: a value has one position in the order; remove one of them\n',
  ],
  [
    ['--by', 'semver', '--format', 'YYYY'],
    'autoalias: --format cannot be used: the order semver does not have a format; remove it, or order by date\n',
  ],
])('%j is answered by the names of the flags', async (args, said) => {
  expect((await run(args, '1\n')).err).toBe(said);
});

test.each([
  [[]],
  [['--by', 'semantic']],
  [['--by', 'uploaded']],
  [['--by', 'list']],
  [['--by', 'list', '--values', 'a,,b']],
  [['--by', 'list', '--values', 'a,a']],
  [['--by', 'semver', '--format', 'YYYY']],
  [['--by', 'date', '--format', 'MM']],
])('%j is wrong use', async (args) => {
  const { exitCode, out, err } = await run(args, '1\n');
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).not.toBe('');
});

describe('--rule', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sort-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const rulesFile = join(directory, 'rules.yaml');
  writeFileSync(
    rulesFile,
    `version: 1
rules:
  - name: firmware
    match: { key: 'fw/{version}+{build}.bin' }
    order: [{ by: semver, on: version }, { by: number, on: build, desc: true }]
    aliases: ['fw/latest.bin']
  - name: newest
    match: { key: 'up/{device}/{file}' }
    order: { by: uploaded }
    aliases: ['newest/{device}']
`,
  );
  const rules = ['--rules', rulesFile];

  test.each([
    [[], 'fw/2.0.0+1.bin\nfw/1.0.0+1.bin\nfw/1.0.0+10.bin\n', 'fw/1.0.0+10.bin\nfw/1.0.0+1.bin\nfw/2.0.0+1.bin\n'],
    [['-r'], 'fw/1.0.0+9.bin\nfw/2.0.0+1.bin\n', 'fw/2.0.0+1.bin\nfw/1.0.0+9.bin\n'],
  ])('sorts keys by all orders of the rule: %j of %j', async (args, input, out) => {
    expect(await run(['--rule', 'firmware', ...rules, ...args], input)).toEqual({ exitCode: 0, out, err: '' });
  });

  test('skips keys that the rule does not match or cannot order', async () => {
    expect(await run(['--rule', 'firmware', ...rules], 'fw/1.0.0+1.bin\nfw/x+1.bin\nother\n')).toMatchObject({
      exitCode: 0,
      out: 'fw/1.0.0+1.bin\n',
      err: expect.stringMatching(
        /^skipped fw\/x\+1\.bin: "x" is not a .*\nskipped other: the key does not begin with fw\//,
      ),
    });
  });

  test.each([
    [['--rule', 'firmwear', ...rules], 'no rule is named firmwear in '],
    [['--rule', 'firmwear', ...rules], '; use firmware'],
    [['--rule', 'x', ...rules], '; use firmware, newest'],
    [['--rule', 'newest', ...rules], 'by the time of the upload'],
    [['--rule', 'firmware', '--by', 'semver', ...rules], '--rule cannot be combined with --by'],
    [['--rule', 'firmware', '--desc', ...rules], '--rule cannot be combined with'],
    [rules, 'the order is missing'],
  ])('%j is refused: %s', async (args, message) => {
    const { exitCode, out, err } = await run(args, 'fw/1.0.0+1.bin\n');
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(message);
  });
});
