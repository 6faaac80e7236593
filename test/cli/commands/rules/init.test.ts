import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { INIT_ORDER_NAMES, INIT_ORDERS } from '../../../../src/cli/init/orders.ts';
import { runCli } from '../../../../src/cli/run-cli.ts';
import { Interrupted } from '../../../../src/cli/terminal/prompter.ts';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../../src/rules/match/match-key.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json, run } from '../../run.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-init-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function at(name = 'rules.yaml') {
  return join(dir, name);
}

function written(name?: string) {
  return readFileSync(at(name), 'utf8');
}

/** Aliases that the written rules have for a key; none may be refused. */
function aliasesOf(key: string): readonly string[] {
  const { matches, unmatched } = matchKey(parseRules(written(), 'rules.yaml'), key);
  expect(unmatched).toEqual([]);
  return matches.map(({ alias }) => alias);
}

describe('every combination of what can be said', () => {
  const orders = [undefined, ...INIT_ORDER_NAMES];
  const prefixes = [undefined, '', 'releases/', "it's {odd}/# \\d+ (a)[b]/", 'a'];
  // A name changes nothing else in the file, so it takes part in every second combination only.
  const combinations = orders.flatMap((order, i) =>
    prefixes.flatMap((prefix, j) =>
      [undefined, true].map((example, k) => ({
        order,
        prefix,
        example,
        name: (i + j + k) % 2 === 0 ? undefined : 'my-rule',
      })),
    ),
  );

  test.each(combinations)('$order, $prefix, example $example, $name', async ({ order, prefix, example, name }) => {
    const key = `${prefix ?? 'releases/'}${INIT_ORDERS[order ?? 'semver'].usual}`;
    const args = [
      ...(order === undefined ? [] : ['--order', order]),
      ...(prefix === undefined ? [] : ['--prefix', prefix]),
      ...(example === undefined ? [] : ['--example', key]),
      ...(name === undefined ? [] : ['--name', name]),
    ];
    if (args.length === 0) return;
    const ran = await run(['init', at(), ...args]);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(aliasesOf(key)).toHaveLength(order === undefined || order === 'semver' ? 2 : 1);
    expect(readdirSync(dir)).toEqual(['rules.yaml']);
  });
});

describe('what it writes, for keys as people have them', () => {
  test.each<[example: string, args: string[], aliases: Record<string, string[]>]>([
    [
      'releases/app/1.0/app-1.0.tgz',
      [],
      { 'releases/app/1.0/app-1.0.tgz': ['releases/app/latest/app.tgz'], 'releases/app/1.1/app-1.0.tgz': [] },
    ],
    [
      'releases/app/1.10.0/app.tgz',
      [],
      {
        'releases/app/2.0.0/app.tgz': ['releases/app/latest/app.tgz', 'releases/app/v2/app.tgz'],
        'releases/app/2.0.0-rc.1/app.tgz': [],
      },
    ],
    [
      'dist/my-pkg-1.2.3.tar.gz',
      [],
      { 'dist/other-2.0.0.tar.gz': ['dist/other-latest.tar.gz', 'dist/other-v2.tar.gz'] },
    ],
    ['nightly/2026-10-20/app.zip', [], { 'nightly/2026-10-21/app.zip': ['nightly/latest/app.zip'] }],
    ['nightly/2026.10.20/app.zip', ['--order', 'date'], { 'nightly/2026.10.21/app.zip': ['nightly/latest/app.zip'] }],
    ['ci/app/41/log', [], { 'ci/app/42/log': ['ci/app/latest/log'] }],
    ['ci/app/build-41/log', [], { 'ci/app/build-42/log': ['latest/app/log'] }],
    ['simple/pkg-1.0rc1.tar.gz', [], { 'simple/pkg-1.0.tar.gz': ['simple/pkg-latest.tar.gz'] }],
    ['iso/os/24.04/a.iso', [], { 'iso/os/24.10/a.iso': ['iso/os/latest/a.iso'] }],
    ['m/app/1.0.Final/a.jar', ['--order', 'maven'], { 'm/app/1.1.Final/a.jar': ['m/app/latest/a.jar'] }],
    ['pool/app/1.0-1/a.deb', ['--order', 'debian'], { 'pool/app/1.0-2/a.deb': ['pool/app/latest/a.deb'] }],
    // Without --order, the order of the ecosystem, or one that compares such versions as people expect.
    ['m/app/1.0.Final/a.jar', [], { 'm/app/1.0.Final-redhat-1/a.jar': ['m/app/latest/a.jar'] }],
    ['m/app/483/a.jar', [], { 'm/app/484/a.jar': ['m/app/latest/a.jar'], 'm/app/1.0-pr4/a.jar': [] }],
    ['lib/app-1.0.Final.jar', [], { 'lib/app-2.0-M1.jar': [], 'lib/app-2.0.SP1.jar': ['latest/app.jar'] }],
    [
      'deb/base_12_amd64.deb',
      [],
      { 'deb/base_1:13~rc1_amd64.deb': [], 'deb/x_13_amd64.deb': ['deb/x_latest_amd64.deb'] },
    ],
    ['pypi/foo-308.tar.gz', [], { 'pypi/foo-309.post1.tar.gz': ['pypi/foo-latest.tar.gz'] }],
    ['w/foo-1.0rc1-py3-none-any.whl', [], { 'w/foo-1.1-py3-none-any.whl': ['w/foo-latest-py3-none-any.whl'] }],
    ['gems/app-7.0.0.rc1.gem', [], { 'gems/app-7.0.0.gem': ['latest/app.gem'], 'gems/app-7.1.0.rc1.gem': [] }],
    ['rpm/app-1.2.3-1.fc40.x86_64.rpm', [], { 'rpm/app-1.2.4-1.fc40.x86_64.rpm': ['latest/app.x86_64.rpm'] }],
    ['r/app/1.2.3.4/a', [], { 'r/app/1.2.3.10/a': ['r/app/latest/a'] }],
    ['r/app/1.0.0-rc9/a', [], { 'r/app/1.0.0-rc10/a': [], 'r/app/1.0.0/a': ['r/app/latest/a'] }],
    ['r/app/1.0.0-123/a', [], { 'r/app/1.0.0-124/a': ['r/app/latest/a'] }],
    ['r/app/22.01/a', [], { 'r/app/22.1/a': ['r/app/latest/a'], 'r/app/22.13/a': [] }],
    [
      'r/app-1.2.3-linux-amd64.tgz',
      [],
      { 'r/app-1.2.4-linux-amd64.tgz': ['r/app-latest-linux-amd64.tgz', 'r/app-v1-linux-amd64.tgz'] },
    ],
    ['cam/door/photo.jpg', ['--order', 'uploaded'], { 'cam/door/x.jpg': ['latest/door.jpg'] }],
    ['builds/x/1/a', ['--order', 'natural', '--prefix', ''], { 'builds/x/2/a': ['aliases/latest/builds/x/a'] }],
    [
      'docs/1.0.0/index.html',
      ['--alias', 'docs/current/{file}', '--alias', 'docs/v{version.major}/{file}'],
      { 'docs/2.0.0/a': ['docs/current/a', 'docs/v2/a'] },
    ],
    // What no alias names stays as the example has it.
    [
      'nightly/2026-10-20/app.zip',
      ['--alias', 'nightly/latest/app.zip'],
      {
        'nightly/2026-10-21/app.zip': ['nightly/latest/app.zip'],
        'nightly/2026-10-21/sha256sums.txt': [],
        'nightly/2026-10-22/build.log': [],
      },
    ],
    [
      'r/app/1.0.0/a.tgz',
      ['--alias', 'r/{app}/latest.tgz'],
      { 'r/b/2.0.0/a.tgz': ['r/b/latest.tgz'], 'r/b/2.0.0/b.tgz': [] },
    ],
    // The partition is what is new each time, not the number of the part.
    [
      'features/dt=2026-11-20/part-0.parquet',
      [],
      {
        'features/dt=2026-11-21/part-0.parquet': ['features/dt=latest/part-0.parquet'],
        'features/dt=2026-11-21/_SUCCESS': ['features/dt=latest/_SUCCESS'],
        'features/2026-11-21/part-1.parquet': [],
      },
    ],
    // The name of the file contains the version, so it differs between the candidates of one alias.
    [
      'maven/com/acme/core/2.10/core-2.10.jar',
      [],
      {
        'maven/org/x/y/lib/2.11/lib-2.11.jar': ['maven/org/x/y/lib/latest/lib.jar'],
        'maven/com/acme/core/2.11/core-2.11-sources.jar': [],
        'maven/com/acme/core/2.11/core-2.10.jar': [],
      },
    ],
    [
      'r/app/1.0.0/app-1.0.0.tgz',
      ['--alias', 'r/app.tgz'],
      { 'r/app/1.1.0/app-1.1.0.tgz': ['r/app.tgz'], 'r/b/1.1.0/b-1.1.0.tgz': [] },
    ],
    // A date over several folders.
    [
      'events/c/year=2025/month=9/day=30/p0',
      [],
      { 'events/d/year=2025/month=10/day=1/p1': ['events/d/latest/p1'], 'events/d/year=2025/month=13/day=1/p1': [] },
    ],
    [
      'n/2026/11/20/app.zip',
      ['--complete', 'SHA256SUMS'],
      { 'n/2026/11/21/app.zip': ['n/latest/app.zip'], 'n/2026/13/21/app.zip': [] },
    ],
    // All examples have one form, and the order reads all of them.
    [
      'go/1.27/go.tgz',
      ['--example', 'go/1.27.4/go.tgz'],
      { 'go/1.28/go.tgz': ['go/latest/go.tgz'], 'go/1.27.4/go.tgz': ['go/latest/go.tgz'] },
    ],
    [
      'r/app/1.0.0/app-1.0.0.tgz',
      ['--example', 'r/lib/2.0.0/lib-2.0.0.tgz', '--alias', 'r/latest.tgz'],
      { 'r/x/1.1.0/x-1.1.0.tgz': ['r/latest.tgz'] },
    ],
    ['f/region=eu/build=7/x', [], { 'f/region=us/build=8/y': ['f/region=us/build=latest/y'] }],
  ])('%s %j', async (example, args, aliases) => {
    expect(await run(['init', at(), '--example', example, ...args])).toMatchObject({ exitCode: 0, err: '' });
    for (const [key, expected] of Object.entries(aliases)) {
      const { matches } = matchKey(parseRules(written(), 'rules.yaml'), key);
      expect(matches.map(({ alias }) => alias)).toEqual(expected);
    }
  });

  test('with comments, and says what to do next', async () => {
    const ran = await run(['init', at(), '--example', 'releases/app/1.10.0/app.tgz']);
    expect(ran.out).toBe(
      `${at()}: written, with the rule releases, by semver:\n  releases/{app}/latest/{file}\n  releases/{app}/v{version.major}/{file}\n\nTry it on a key, and change what you do not like:\n\n  autoalias explain releases/app/1.10.0/app.tgz --rules ${at()}\n  autoalias validate ${at()}\n`,
    );
    expect(written()).toContain('# Candidates are the objects with keys like releases/app/1.10.0/app.tgz\n');
    expect(written()).toContain("      # - { key: 'releases/{app}/next/{file}', prereleases: true }\n");
  });

  test('the lines in comments are valid too', async () => {
    await run(['init', at(), '--example', 'releases/app/1.10.0/app.tgz']);
    writeFileSync(at(), written().replace(/^( +)# ((?:- |release: ).*)$/gm, '$1$2'));
    expect(await run(['validate', at()])).toMatchObject({ exitCode: 0, out: expect.stringContaining('5 aliases') });
  });

  test('for programs', async () => {
    expect(json(await run(['init', at(), '--prefix', 'r/', '--json']))).toEqual({
      file: at(),
      rule: 'r',
      order: 'semver',
      aliases: ['r/{app}/latest/{file}', 'r/{app}/v{version.major}/{file}'],
    });
  });
});

const KEYS = [
  'releases/app/1.10.0/app.tgz',
  'dist/my-pkg-1.2.3.tar.gz',
  'nightly/2026-10-20/app.zip',
  'ci/app/41/log',
  'ci/app/build-41/log',
  'iso/os/24.04/a.iso',
  'cam/door/photo-7.jpg',
  'features/dt=2026-11-20/part-0.parquet',
];

describe('lint of what it writes is clean, or said', () => {
  test.each([
    ...KEYS.map((key) => [key, []] as const),
    ['nightly/2026-10-20/app.zip', ['--alias', 'nightly/latest/app.zip']],
    ['features/dt=2026-11-20/part-0.parquet', ['--complete', '_SUCCESS']],
    ['app/1.0.0/app.tgz', ['--prefix', '']],
    ['r/app/1.0.0/app.tgz', ['--alias', '{app}/latest/{file}']],
  ] as const)('%s %j', async (example, args) => {
    const ran = await run(['init', at(), '--example', example, ...args]);
    expect(ran.exitCode).toBe(0);
    const { files } = json(await run(['lint', at(), '--json'])) as {
      files: { findings: { what: string; why: string }[] }[];
    };
    const findings = files.flatMap((file) => file.findings);
    for (const { what, why } of findings) expect(ran.out).toContain(`${what}: ${why}`);
    expect(ran.out.includes('autoalias lint reports')).toBe(findings.length > 0);
    expect(findings.some(({ what }) => what.includes('files of every name'))).toBe(false);
  });

  test('files that move together, once the last is there', async () => {
    const [example, complete] = ['features/dt=2026-11-20/part-0.parquet', '_SUCCESS'];
    await run(['init', at(), '--example', example, '--complete', complete]);
    expect(written()).toContain("    release: { of: '{date}', complete: ['features/dt={date}/_SUCCESS'] }\n");
  });

  test.each(KEYS)('a release is offered where versions of %s are folders', async (example) => {
    await run(['init', at(), '--example', example]);
    expect(written().includes('# release: {')).toBe(/\/[^/]*\d[^/]*\/[^/]+$/.test(example));
    writeFileSync(at(), written().replace(/^( +)# ((?:- |release: ).*)$/gm, '$1$2'));
    expect(await run(['validate', at()])).toMatchObject({ exitCode: 0 });
  });
});

describe('what cannot be, and then nothing is written', () => {
  test.each<[what: string, args: string[], message: RegExp]>([
    [
      'nothing said, and no terminal',
      [],
      /^autoalias: there is no terminal for questions; use options: --example <key>, /,
    ],
    [
      'an unknown order',
      ['--order', 'size'],
      /Allowed choices are semver, date, number, calver, version, pep440, natural, lexical, maven, debian, rpm, gem, uploaded/,
    ],
    [
      'an example that the order cannot read',
      ['--example', 'r/app/x/a', '--order', 'semver'],
      /^autoalias: no part of app\/x\/a can be read by semver; use another --example, /,
    ],
    [
      'an example that does not begin so',
      ['--example', 'a/1.0.0/b', '--prefix', 'r/'],
      /does not begin with r\/; give an example that does/,
    ],
    [
      'an example that is all prefix',
      ['--example', 'r/', '--prefix', 'r/'],
      /^autoalias: no part of what follows the prefix can be read by any order/,
    ],
    [
      'an example in no folder',
      ['--example', 'foo'],
      /^autoalias: foo has no folder before the version, so the rule would apply to the whole bucket; give an example like/,
    ],
    [
      'a date with an hour over several folders',
      ['--example', 'n/2026/11/20/05/app.zip'],
      /^autoalias: the date in n\/2026\/11\/20\/05\/app.zip is spread over several folders, .* on: '\{year\}-\{month\}-\{day\}' \}$/m,
    ],
    [
      'a date over partitions, by number',
      ['--example', 'n/year=2026/month=11/day=20/a', '--order', 'number'],
      /is spread over several folders, and another order would read only one of them; write --order date$/m,
    ],
    [
      'an example that begins with a slash',
      ['--example', '/a/1.0.0/f'],
      /^autoalias: the example \/a\/1\.0\.0\/f begins with a slash, and a key does not; write a\/1\.0\.0\/f$/m,
    ],
    [
      'examples of two forms',
      ['--example', 'r/app/1.0.0/a', '--example', 'r/1.0.0/a'],
      /^autoalias: the examples do not have the same form: r\/app\/1\.0\.0\/a is like r\/\{app\}\/\{version\}\/\{file\}, and r\/1\.0\.0\/a is like r\/\{version\}\/\{file\}; /,
    ],
    [
      'examples in two folders',
      ['--example', 'a/1.0.0/f', '--example', 'b/1.0.0/f'],
      /^autoalias: a\/1\.0\.0\/f begins with a\/, and b\/1\.0\.0\/f does not; /,
    ],
    [
      'examples that no order reads',
      ['--example', 'r/app/1.0.0/f', '--example', 'r/app/1.0.0-rc.1/f', '--order', 'number'],
      /^autoalias: no part of all examples can be read by number: /,
    ],
    ['a version at the top', ['--example', '1.0.0/app.tgz'], /would apply to the whole bucket/],
    [
      'a set of files where a version is one',
      ['--example', 'r/app-1.0.0.tgz', '--complete', 'SHA256SUMS'],
      /^autoalias: --complete is for versions that are folders of files; r\/app-1.0.0.tgz is one file a version/,
    ],
    ['an empty example', ['--example', ''], /^autoalias: the example "" is not a key of a release; write one like/],
    ['an example with a line in it', ['--example', 'r/1.0.0/a\nb'], /is not a key of a release/],
    [
      'an alias with an unknown group',
      ['--alias', 'r/{ap}'],
      /do not make a valid rule:\n.*names the group "ap": match\.key has the groups app, version, file; write \{app\}/s,
    ],
    [
      'an alias that would be a candidate',
      ['--alias', 'releases/{app}/9.9.9/{file}'],
      /do not make a valid rule:\n.*candidate/s,
    ],
    ['an empty alias', ['--alias', ''], /do not make a valid rule/],
    [
      'a name that no tag holds',
      ['--example', 'r/1.0.0/a', '--name', 'my rule'],
      /do not make a valid rule:\n.*must be 1 to 63 letters/s,
    ],
    ['a second file', ['a', 'b'], /too many arguments/],
  ])('%s', async (_, args, message) => {
    const ran = await run(['init', ...(args[1] === 'b' ? [] : [at()]), ...args]);
    expect(ran).toEqual({ exitCode: 2, out: '', err: expect.stringMatching(message) });
    expect(readdirSync(dir)).toEqual([]);
  });

  test('an existing file, except with --force', async () => {
    writeFileSync(at(), 'mine');
    const ran = await run(['init', at(), '--prefix', 'r/']);
    expect(ran).toMatchObject({
      exitCode: 1,
      out: '',
      err: `autoalias: ${at()} already exists, and is not changed; name another file, or overwrite it with --force\n`,
    });
    expect(written()).toBe('mine');
    expect(await run(['init', at(), '--prefix', 'r/', '--force'])).toMatchObject({ exitCode: 0 });
    expect(written()).toContain("key: 'r/{app}/{version}/{file}'");
  });

  test('a missing folder', async () => {
    expect(await run(['init', join(dir, 'no', 'a'), '--prefix', 'r/'])).toMatchObject({
      exitCode: 1,
      err: `autoalias: ${join(dir, 'no', 'a')} cannot be written: there is no folder ${join(dir, 'no')}; create it first\n`,
    });
  });
});

describe('asked at a terminal', () => {
  const asked = async (answers: readonly string[], args: readonly string[] = []) => {
    const said: string[] = [];
    const left = [...answers];
    let closed = 0;
    let out = '';
    let err = '';
    const exitCode = await runCli(['init', at(), ...args], {
      env: {},
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      signal: new AbortController().signal,
      prompter: () => ({
        ask: async (question) => {
          said.push(question);
          const answer = left.shift();
          if (answer === undefined) throw new Interrupted('stopped: nothing was written');
          return answer;
        },
        say: (text) => said.push(text),
        close: () => {
          closed++;
        },
      }),
    });
    return { exitCode, out, err, said, closed };
  };

  test('and content with what is usual', async () => {
    const ran = await asked(['', '', '', '']);
    expect(ran).toMatchObject({ exitCode: 0, err: '', closed: 1 });
    expect(ran.said.filter((text) => text.endsWith(': '))).toEqual([
      'A key like those that you upload [releases/app/1.10.0/app.tgz]: ',
      'How they are ordered [semver]: ',
      'What all of them begin with [releases/]: ',
      'The aliases, with spaces between them [releases/{app}/latest/{file} releases/{app}/v{version.major}/{file}]: ',
    ]);
    expect(aliasesOf('releases/a/1.0.0/b')).toEqual(['releases/a/latest/b', 'releases/a/v1/b']);
  });

  test('each answer changes what is usual for the next, and a wrong one is asked for again', async () => {
    const ran = await asked([
      'nowhere/',
      'nightly/2026-10-20/a.zip',
      'size',
      'semver',
      'date',
      'x/',
      'nightly/',
      '{nope}',
      'n/{file} m/{file}',
    ]);
    expect(ran).toMatchObject({ exitCode: 0, closed: 1 });
    expect(ran.said.join('')).toContain('there is no order "size" here; write semver, ');
    expect(ran.said.join('')).toContain('no part of 2026-10-20/a.zip can be read by semver');
    expect(ran.said.join('')).toContain('does not begin with x/');
    expect(ran.said.join('')).toContain('names the group "nope"');
    expect(aliasesOf('nightly/2026-10-21/a.zip')).toEqual(['n/a.zip', 'm/a.zip']);
  });

  test.each([0, 1, 2, 3])('stopped after %i answers, it writes nothing', async (n) => {
    const ran = await asked(Array<string>(n).fill(''));
    expect(ran).toMatchObject({ exitCode: 130, out: '', err: 'autoalias: stopped: nothing was written\n', closed: 1 });
    expect(readdirSync(dir)).toEqual([]);
  });

  test('nothing, where anything was said', async () => {
    expect(await asked([], ['--prefix', 'r/'])).toMatchObject({ exitCode: 0, said: [], closed: 0 });
  });

  test('nothing, where the file is there', async () => {
    writeFileSync(at(), 'mine');
    expect(await asked([])).toMatchObject({ exitCode: 1, said: [] });
  });
});

describe('on the local store', () => {
  let world: CliWorld;
  beforeAll(async () => {
    world = await cliWorld();
  });
  afterAll(() => world.close());

  test('the rules do what they say', async () => {
    await run(['init', at(), '--example', 'releases/app/1.10.0/app.tgz']);
    await world.put('releases/app/1.9.0/app.tgz', 'releases/app/1.10.0/app.tgz');
    expect(await world.run('sweep', '--rules', at())).toMatchObject({ exitCode: 0 });
    expect(await world.target('releases/app/latest/app.tgz')).toBe('releases/app/1.10.0/app.tgz');
  });
});
