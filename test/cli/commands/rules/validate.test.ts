import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, run } from '../../run.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-validate-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(dir, name), text);
});
afterAll(() => rmSync(dir, { recursive: true }));

const RULE = {
  name: 'app',
  match: { prefix: 'r/', regex: '^r/(?<version>[^/]+)/(?<file>[^/]+)$' },
  order: { by: 'semver', on: 'version' },
  aliases: ['latest/{file}', 'v{version.major}/{file}'],
};

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'right.yaml': `version: 1\nrules:\n  - ${JSON.stringify(RULE)}\n`,
  'right.json': JSON.stringify({
    version: 1,
    rules: [
      { ...RULE, aliases: ['latest/{file}'] },
      { ...RULE, name: 'b', aliases: ['l/{file}'] },
    ],
  }),
  'bom.yaml': `\uFEFFversion: 1\nrules:\n  - ${JSON.stringify(RULE)}\n`,
  'wrong.yaml': `version: 2\nrules:\n  - ${JSON.stringify({ ...RULE, order: { by: 'semvr', on: 'version' } })}\n`,
  'many.yaml': `version: 1\nrules:\n  - ${JSON.stringify(RULE)}\n${Array.from({ length: 60 }, (_, i) => `k${i}: 1\n`).join('')}`,
  'empty.yaml': '',
  'syntax.yaml': 'version: [1\n',
  'latin1.yaml': Buffer.from('# caf\u00e9\nversion: 1\n', 'latin1'),
};

function path(name: string) {
  return join(dir, name);
}

describe('validate', () => {
  test.each([
    ['right.yaml', '1 rule, 2 aliases'],
    ['right.json', '2 rules, 2 aliases'],
    ['bom.yaml', '1 rule, 2 aliases'],
  ])('%s is right', async (name, what) => {
    expect(await run(['validate', path(name)])).toEqual({
      exitCode: 0,
      out: `${path(name)}: right: ${what}\n`,
      err: '',
    });
  });

  test('of very many problems the first fifty are shown, and the rest counted', async () => {
    const { exitCode, out } = await run(['validate', path('many.yaml')]);
    expect(exitCode).toBe(1);
    expect(out.trim().split('\n')).toHaveLength(51);
    expect(out).toContain(`${path('many.yaml')}: and 10 more\n`);
    expect(json(await run(['validate', path('many.yaml'), '--json']))).toMatchObject({
      files: [{ ok: false, problems: { length: 50 }, more: 10 }],
    });
  });

  test.each([
    ['wrong.yaml', [/^:1:10: version: must be 1; write 1$/, /^:3:\d+: .*semver/]],
    ['empty.yaml', [/^:1:1: .+: .+; .+$/]],
    ['syntax.yaml', [/^:\d+:\d+: the file cannot be read as YAML or JSON: .+; fix the syntax here$/]],
    ['latin1.yaml', [/^ cannot be read: it is not UTF-8 text; name a rules file$/]],
    ['absent.yaml', [/^ cannot be read: there is no such file; name a rules file$/]],
    ['right.yaml/x.yaml', [/^ cannot be read: there is no such file; name a rules file$/]],
    ['', [/^ cannot be read: it is a directory; name a rules file$/]],
  ])('%j is wrong, a line for each problem', async (name, problems) => {
    const { exitCode, out, err } = await run(['validate', path(name)]);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toEqual(problems.map(() => expect.stringContaining(path(name))));
    for (const [i, problem] of problems.entries()) expect(lines[i]?.slice(path(name).length)).toMatch(problem);
  });

  test('of several files each is checked, whatever the others are', async () => {
    const names = ['absent.yaml', 'right.yaml', 'wrong.yaml', 'right.json'].map(path);
    const { exitCode, out } = await run(['validate', ...names]);
    expect(exitCode).toBe(1);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(`${dir}/`, '').replace(/[: ].*/, '')),
    ).toEqual(['absent.yaml', 'right.yaml', 'wrong.yaml', 'wrong.yaml', 'right.json']);
    expect((await run(['validate', path('right.yaml'), path('right.json')])).exitCode).toBe(0);
  });

  test('with --json each problem has its place', async () => {
    const ran = await run(['validate', '--json', ...['right.yaml', 'wrong.yaml', 'absent.yaml'].map(path)]);
    expect(ran.exitCode).toBe(1);
    expect(json(ran)).toEqual({
      files: [
        { file: path('right.yaml'), ok: true, rules: 1, aliases: 2, problems: [] },
        {
          file: path('wrong.yaml'),
          ok: false,
          problems: [
            { line: 1, column: 10, what: 'version', why: 'must be 1', instead: 'write 1' },
            expect.objectContaining({ line: 3, what: expect.any(String) }),
          ],
        },
        { file: path('absent.yaml'), ok: false, problems: [], unreadable: expect.stringContaining('no such file') },
      ],
    });
  });

  test('the functions’ own rules are right', async () => {
    expect((await run(['validate', 'functions/autoalias.yaml'])).exitCode).toBe(0);
  });
});
