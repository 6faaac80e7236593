import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, run } from '../run.ts';

let dir: string;

function script(shell: string) {
  return join(dir, shell);
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) writeFileSync(script(shell), (await run(['completion', shell])).out);
  mkdirSync(join(dir, 'files'));
  writeFileSync(join(dir, 'files', 'rules one.yaml'), '');
  writeFileSync(join(dir, 'files', 'rules two.yaml'), '');
});
afterAll(() => rmSync(dir, { recursive: true }));

function sh(program: string, ...args: string[]): readonly string[] {
  return execFileSync(program, args, {
    cwd: join(dir, 'files'),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: dir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
    .split('\n')
    .filter((line) => line !== '');
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['-c', 'exit 0'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The words that bash passes to a completion. The last one is under the cursor. */
function bash(...words: readonly string[]): readonly string[] {
  return sh(
    'bash',
    ...['--norc', '-c'],
    `source "$0"; f=$(complete -p autoalias); f=\${f#*-F }; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); \${f% autoalias}; printf "%s\\n" "\${COMPREPLY[@]}"`,
    ...[script('bash'), 'autoalias', ...words],
  );
}

/** A line, and what each shell that gives candidates for it must offer. */
const OFFERED: readonly [words: string[], offers: string[]][] = [
  [['sch'], ['schema']],
  [
    ['api', ''],
    ['put-symlink', 'get-symlink', 'help'],
  ],
  [
    ['put-symlink', '--object-acl', 'p'],
    ['private', 'public-read', 'public-read-write'],
  ],
  [['put-symlink', '--object-acl', 'public-read-'], ['public-read-write']],
  [
    ['api', 'put-symlink', '--storage-class', ''],
    // The classes of both clouds: a script does not know the cloud, which a variable can name.
    [
      ...['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'],
      ...['Cold', 'STANDARD', 'STANDARD_IA', 'COLD', 'ARCHIVE'],
    ],
  ],
  [['put-symlink', '--storage-class', 'STANDARD_'], ['STANDARD_IA']],
  [
    ['api', 'get-symlink', '-e', 'host', '--output-format', ''],
    ['raw', 'json', 'yaml', 'xml'],
  ],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['sweep', '--rul'], ['--rules']],
  [['get-symlink', '--ver'], ['--version-id']],
  // A value is not a command, even if it has the name of one.
  [['sweep', '--bucket', 'init', '--end'], ['--endpoint']],
];

/** Lines for which nothing may be offered. */
const NOT_OFFERED: readonly string[][] = [
  ['nosuch'],
  ['sweep', '--object-a'],
  ['get-symlink', '--symlink-t'],
  ['put-symlink', '--object-acl', 'open'],
  ['put-symlink', '--proxy'],
  ['put-symlink', '--bucket', 'swe'],
  ['completion', 'power'],
];

function sorted(words: readonly string[]) {
  return [...words].sort();
}

describe.runIf(isInstalled('bash'))('bash', () => {
  test.each(OFFERED)('%j offers %j', (words, offers) => {
    expect(sorted(bash(...words))).toEqual(sorted(offers));
  });

  test.each(NOT_OFFERED.map((words) => [words]))('%j offers nothing', (words) => {
    expect(bash(...words)).toEqual([]);
  });

  test('every command that help shows', async () => {
    const { out } = await run(['--help']);
    const commands = [...(out.split('Local cloud:')[1] ?? '').matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(
      ([, name]) => name,
    );
    expect(commands.length).toBeGreaterThan(8);
    expect(bash('')).toEqual(commands);
  });

  test('a value behind an equals sign', () => {
    expect(bash('put-symlink', '--object-acl', '=', 'pri')).toEqual(['private']);
    expect(bash('put-symlink', '--object-acl', '=')).toContain('private');
    expect(bash('put-symlink', '--object-acl', '=', 'private', '--stor')).toEqual(['--storage-class']);
  });

  test('files where files are meant', () => {
    expect(bash('validate', 'rules o')).toEqual(['rules one.yaml']);
    expect(sorted(bash('sweep', '--rules', 'r'))).toEqual(['rules one.yaml', 'rules two.yaml']);
    expect(bash('sweep', '--bucket', 'r')).toEqual([]);
  });
});

describe.runIf(isInstalled('fish'))('fish', () => {
  const fish = (words: readonly string[]): readonly string[] =>
    sh('fish', '--no-config', '-c', `source ${script('fish')}; complete -C "autoalias ${words.join(' ')}"`).map(
      (line) => line.split('\t')[0] ?? '',
    );

  test.each(OFFERED)('%j offers %j', (words, offers) => {
    expect(sorted(fish(words))).toEqual(sorted(offers));
  });

  test.each(NOT_OFFERED.map((words) => [words]))('%j offers nothing', (words) => {
    expect(fish(words)).toEqual([]);
  });
});

describe.runIf(isInstalled('zsh'))('zsh', () => {
  test('reads the script', () => {
    expect(sh('zsh', '-n', script('zsh'))).toEqual([]);
  });
});

describe('the script', () => {
  test.each(['bash', 'zsh', 'fish'])('for %s, for people and for programs the same', async (shell) => {
    const plain = await run(['completion', shell]);
    expect(plain).toMatchObject({ exitCode: 0, err: '' });
    expect(json(await run(['completion', shell, '--json']))).toEqual({ shell, script: plain.out });
    expect(plain.out).toContain('put-symlink');
    expect(plain.out).not.toContain('--skip-verify-cert');
  });

  test.each([['powershell'], [''], []])('for %j there is none', async (...args) => {
    const ran = await run(['completion', ...args.filter((arg) => arg !== undefined)]);
    expect(ran).toMatchObject({ exitCode: 2, out: '' });
    expect(ran.err).toMatch(/Allowed choices are bash, zsh, fish|missing required argument 'shell'/);
  });
});
