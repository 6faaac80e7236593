import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CliIo } from '../../../../src/cli/cli-io.ts';
import { sweepSummary } from '../../../../src/cli/commands/change/apply-all.ts';
import { runCli } from '../../../../src/cli/run-cli.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
});
afterEach(() => world.close());

function key(version: string, app = 'app') {
  return `releases/${app}/${version}/app.tgz`;
}

const NAMES = Array.from({ length: 30 }, (_, i) => `app-${String(i).padStart(2, '0')}`);

function lines(text: string) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('apply --all', () => {
  test('corrects every alias, lists the changes, and changes nothing the second time', async () => {
    await world.put(key('1.9.0'), key('1.10.0'), key('2.0.0', 'b'));
    const first = await world.run('apply', '--all');
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(first.out).toMatch(/^ALIAS +WHAT +FROM +TO +WHY\n/);
    expect(first.out).toMatch(/\n\n3 objects, 4 aliases: 4 pointed; \d+ requests, \d+ ms\n$/);
    expect(await world.target(key('latest'))).toBe(key('1.10.0'));
    const second = await world.run('apply', '--all');
    expect(second.out).toMatch(/^7 objects, 4 aliases: 4 unchanged; \d+ requests, \d+ ms\n$/);
  });

  test('with --json a line for each that was not right, and the total', async () => {
    await world.put(key('1.0.0'));
    await world.run('apply', key('latest'));
    expect(lines((await world.run('apply', '--all', '--json')).out)).toMatchObject([
      { alias: key('v1'), action: 'pointed', from: null, to: key('1.0.0') },
      { total: { aliases: 2, actions: { unchanged: 1, pointed: 1 }, stopped: false, resumeAfter: null } },
    ]);
  });

  test.each([
    [['--prefix', 'releases/b/'], ['b']],
    [['--start-after', key('1.0.0', 'b')], ['c']],
    [['--start-after', key('1.0.0', 'a'), '--prefix', 'releases/b'], ['b']],
    [
      ['--concurrency', '1'],
      ['a', 'b', 'c'],
    ],
  ])('limited by %j', async (args, expected) => {
    await world.put(...['a', 'b', 'c'].map((name) => key('1.0.0', name)));
    const done = lines((await world.run('apply', '--all', '--json', ...args)).out).slice(0, -1);
    expect(done.map(({ alias }) => alias).toSorted()).toEqual(
      expected.flatMap((name) => [key('latest', name), key('v1', name)]),
    );
  });

  test('ends with 3 where a real object stays in the way', async () => {
    await world.put(key('1.0.0'), key('latest'));
    const ran = await world.run('apply', '--all');
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    expect(ran.out).toMatch(/: 1 pointed, 1 refused; /);
  });

  test.each([
    [['apply', '--all', 'x'], '--all does not accept keys; remove x or --all'],
    [['apply', 'x', '--prefix', 'y'], '--prefix, --start-after and --concurrency need --all'],
    [['apply', 'x', '--concurrency', '3'], '--prefix, --start-after and --concurrency need --all'],
    [['apply', '--start-after', 'y'], "missing required argument 'key'; name a key, or add --all"],
    [['apply', '--all', '--concurrency', '0'], 'Write a whole number from 1 to 256.'],
  ])('wrong use: %j', async (args, message) => {
    expect(await world.run(...args)).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(message) });
  });
});

/** A command line that Ctrl-C may stop, once `when` is true of what it printed. */
async function runUntil(args: readonly string[], when: (out: string, err: string) => boolean, isTerminal = false) {
  const interrupt = new AbortController();
  let out = '';
  let err = '';
  const look = () => when(out, err) && interrupt.abort();
  const io: CliIo = {
    env: { OSS_ENDPOINT: world.endpoint, AUTOALIAS_RULES: world.rulesFile },
    out: (text) => {
      out += text;
      look();
    },
    err: (text) => {
      err += text;
      look();
    },
    errIsTerminal: isTerminal,
    signal: interrupt.signal,
  };
  const exitCode = await runCli(args, io);
  return { exitCode, out, err };
}

describe('Ctrl-C', () => {
  test('ends what was begun, says how to go on, and that does the rest', async () => {
    await world.put(...NAMES.map((name) => key('1.0.0', name)));
    const args = ['apply', '--all', '--json', '--concurrency', '3'];
    const stopped = await runUntil(args, (out) => out.split('\n').length > 15);
    expect(stopped.exitCode).toBe(130);
    const done = lines(stopped.out);
    const { total } = done.at(-1);
    expect(total).toMatchObject({ stopped: true, resumeAfter: expect.any(String) });
    expect(total.actions.pointed).toBe(done.length - 1);
    expect(total.actions.pointed).toBeLessThan(60);
    expect(stopped.err).toBe(`stopped; run the same command with --start-after '${total.resumeAfter}' to continue\n`);
    const rest = await world.run(...args, '--start-after', total.resumeAfter);
    expect(rest.exitCode).toBe(0);
    expect(total.actions.pointed + lines(rest.out).at(-1).total.actions.pointed).toBe(60);
    expect((await world.run('plan')).exitCode).toBe(0);
  });

  test('before anything was done: the same command does it', async () => {
    await world.put(key('1.0.0'));
    const stopped = await runUntil(['apply', '--all'], () => true, true);
    expect(stopped.exitCode).toBe(130);
    expect(stopped.err).toContain('stopped; run the same command ');
  });

  test('a quote in the key is as a shell reads it', async () => {
    // All are in one batch, so the last one is where the next run continues.
    await world.put(...['a', 'b', "c'd"].map((name) => key('1.0.0', name)));
    const stopped = await runUntil(['apply', '--all', '--json', '--concurrency', '1'], (out) => out !== '');
    expect(stopped.err).toContain(`--start-after 'releases/c'\\''d/1.0.0/app.tgz' to continue`);
  });
});

describe('a bar', () => {
  test('is drawn on a terminal, on standard error, and gone in the end', async () => {
    await world.put(...NAMES.map((name) => key('1.0.0', name)));
    const ran = await runUntil(['apply', '--all'], () => false, true);
    expect(ran.exitCode).toBe(0);
    expect(ran.err).toMatch(/\d+ alias(?:es)?, \d+ changed/);
    expect(ran.err.endsWith('\r\u001b[K')).toBe(true);
    expect(ran.out).not.toContain('\u001b');
  });

  test('is not drawn anywhere else', async () => {
    await world.put(key('1.0.0'));
    expect(await runUntil(['apply', '--all'], () => false)).toMatchObject({ exitCode: 0, err: '' });
  });
});

test('where the store goes away, it says how to go on, and then why', async () => {
  await world.stop();
  const ran = await world.run('apply', '--all', '--start-after', 'releases/a');
  expect(ran).toMatchObject({ exitCode: 1, out: '' });
  expect(ran.err).toMatch(
    /^run the same command with --start-after 'releases\/a' to continue\nautoalias: ListObjects in bucket demo, sent 3 times: no answer from /,
  );
});

describe('sweep summary', () => {
  const NONE = {
    unchanged: 0,
    pointed: 0,
    removed: 0,
    kept: 0,
    refused: 0,
    pinned: 0,
    protected: 0,
    yielded: 0,
    failed: 0,
  };
  const unread = { objects: 0, aliases: 0, rules: [], listed: [] };
  const report = {
    objects: 9,
    aliases: 3,
    actions: NONE,
    dangling: 0,
    known: 0,
    full: true,
    held: { pinned: 0, withdrawn: 0, listed: [] },
    changed: [],
    unread,
    requests: 7,
    milliseconds: 5,
  };

  test.each([
    [{ ...report, objects: 1, aliases: 1, requests: 1 }, '1 object, 1 alias: none; 1 request, 5 ms'],
    [report, '9 objects, 3 aliases: none; 7 requests, 5 ms'],
    [
      { ...report, actions: { ...NONE, unchanged: 2, pointed: 1 } },
      '9 objects, 3 aliases: 2 unchanged, 1 pointed; 7 requests, 5 ms',
    ],
    [
      { ...report, actions: { ...NONE, unchanged: 3 }, known: 2, full: false },
      '9 objects, 3 aliases: 3 unchanged, 2 of them known from the last sweep; 7 requests, 5 ms',
    ],
    [
      { ...report, dangling: 1, actions: { ...NONE, removed: 1 } },
      '9 objects, 3 aliases: 1 removed, 1 had lost its target; 7 requests, 5 ms',
    ],
    [
      { ...report, unread: { ...unread, objects: 2 } },
      '9 objects, 3 aliases: none, 2 objects not read; 7 requests, 5 ms',
    ],
  ])('%#', (given, expected) => {
    expect(sweepSummary(given)).toBe(expected);
  });
});
