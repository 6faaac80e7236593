import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { runCli } from '../../src/cli/run-cli.ts';
import { json, run } from './run.ts';

const HINT = '(see autoalias --help)';

describe('wrong use ends with 2, says what is wrong on standard error, and where to read on', () => {
  test.each<[args: string[], message: string, hint: string]>([
    [['nosuch'], "unknown command 'nosuch'", HINT],
    [['validat', 'x'], "unknown command 'validat'\n(Did you mean validate?)", HINT],
    [['--nosuch'], "unknown option '--nosuch'", HINT],
    [['validate'], "missing required argument 'file'", '(see autoalias validate --help)'],
    [['explain'], "missing required argument 'key'", '(see autoalias explain --help)'],
    [
      ['explain', 'a', 'b'],
      "too many arguments for 'explain'. Expected 1 argument but got 2.",
      '(see autoalias explain --help)',
    ],
    [['sweep', 'x'], "too many arguments for 'sweep'. Expected 0 arguments but got 1.", '(see autoalias sweep --help)'],
    [['sweep', '--bukket', 'x'], "unknown option '--bukket'\n(Did you mean --bucket?)", '(see autoalias sweep --help)'],
    [['apply'], "missing required argument 'key'; name a key, or add --all", '(see autoalias apply --help)'],
    [['apply', '--region'], "option '--region <region>' argument missing", '(see autoalias apply --help)'],
    [['dev', 'x'], "too many arguments for 'dev'. Expected 0 arguments but got 1.", '(see autoalias dev --help)'],
  ])('%j', async (args, message, hint) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ exitCode: 2, err: `autoalias: ${message}\n${hint}\n` });
    if (!args.includes('--json')) expect(ran.out).toBe('');
  });

  test('no command at all shows the help', async () => {
    const ran = await run([]);
    expect(ran).toMatchObject({ exitCode: 2, out: '' });
    expect(ran.err).toContain('Usage: autoalias');
  });

  test.each([[['explain', '--json']], [['--json', 'explain']]])(
    '%j: programs get the message as a line of JSON',
    async (args) => {
      const ran = await run(args);
      expect(json(ran)).toEqual({ error: { code: 'usage', message: "missing required argument 'key'" } });
      expect(ran.out.match(/\n/g)).toHaveLength(1);
    },
  );

  test.each<[args: string[], exitCode: number]>([
    [['--json', 'sort', '--by', 'semver'], 0],
    [['--json', 'api', 'get-symlink'], 1],
  ])('%j: --json may come before the command', async (args, exitCode) => {
    const ran = await run(args);
    expect(ran.exitCode).toBe(exitCode);
    expect(json(ran)).toBeInstanceOf(Object);
  });
});

describe('help', () => {
  test.each<[args: string[], shown: string[]]>([
    [['--help'], ['Usage: autoalias [options] [command]', 'dev ', 'validate ', 'explain ', 'sweep ', 'apply ']],
    [['-h'], ['Usage: autoalias [options] [command]']],
    [['help'], ['Usage: autoalias [options] [command]']],
    [
      ['dev', '--help'],
      ['Usage: autoalias dev [options]', '--json'],
    ],
    [
      ['validate', '--help'],
      ['Usage: autoalias validate [options] <file...>', '--json'],
    ],
    [
      ['explain', '--help'],
      ['Usage: autoalias explain [options] <key>', '--endpoint', '--region', '--bucket', '--rules', '--json'],
    ],
    [
      ['sweep', '--help'],
      ['Usage: autoalias sweep [options]', 'OSS_ENDPOINT', 'OSS_REGION', 'OSS_BUCKET', 'AUTOALIAS_RULES'],
    ],
    [
      ['apply', '-h'],
      ['Usage: autoalias apply [options] [key...]', '--json'],
    ],
    [['help', 'apply'], ['Usage: autoalias apply [options] [key...]']],
  ])('%j', async (args, shown) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    for (const text of shown) expect(ran.out).toContain(text);
  });
});

test('--version', async () => {
  expect(await run(['--version'])).toEqual({ exitCode: 0, out: `${packageJson.version}\n`, err: '' });
});

test('an unexpected error ends with 1 and asks for a report', async () => {
  let err = '';
  const exitCode = await runCli(['validate', 'package.json'], {
    env: {},
    out: () => {
      throw new TypeError('the printer is on fire');
    },
    err: (text) => {
      err += text;
    },
    signal: new AbortController().signal,
  });
  expect(exitCode).toBe(1);
  expect(err).toMatch(
    /^autoalias: this should not happen; please report it with what follows\nTypeError: the printer is on fire\n +at /,
  );
});
