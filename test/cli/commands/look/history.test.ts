import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putMarker } from '../../../../src/aliases/model/marker-note.ts';
import { handleChanges } from '../../../../src/handlers/work/handle-changes.ts';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { RULES } from '../../../handlers/handler-world.ts';
import { ACTOR, type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
});
afterEach(() => world.close());

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

const LATEST = key('latest');
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('history', () => {
  test('of a move that a marker caused shows why and who moved it the marker was written', async () => {
    await world.put(key('1.0.0'), key('1.1.0'));
    await world.run('sweep');
    const marker = 'releases/app/1.1.0/.withdrawn';
    const note = { reason: 'it is bad', actor: 'ada@host', by: 'withdraw' } as const;
    await world.store.send(putMarker(marker, note, Date.UTC(2026, 10, 27)));
    const cause = { kind: 'change', event: 'ObjectCreated:PutObject', key: marker, actor: '2093' } as const;
    const ruleSet = parseRules(RULES, 'rules.yaml');
    const context = { store: world.store, ruleSet, log: () => {}, now: Date.now };
    await handleChanges(context, [{ key: marker, cause }]);
    const said = 'withdrawn by ada@host at 2026-11-27T00:00:00Z: it is bad';
    const { out } = await world.run('history', LATEST);
    expect(out.split('\n')[1]).toMatch(new RegExp(`ada@host +ObjectCreated:PutObject ${marker}; ${said}$`));
    expect(json(await world.run('history', LATEST, '--json'))).toMatchObject({
      entries: [
        {
          actor: 'ada@host',
          marker: {
            key: marker,
            reason: 'it is bad',
            actor: 'ada@host',
            principal: '2093',
            time: '2026-11-27T00:00:00Z',
          },
        },
        { from: null },
      ],
    });
    const writtenFor = `written for: ObjectCreated:PutObject ${marker}; ${said}`;
    expect((await world.run('resolve', LATEST)).out).toContain(`\n${writtenFor}\n`);
    expect((await world.run('explain', LATEST)).out).toContain(`    ${writtenFor}; target version `);
  });

  test('a line for each move, the newest first, those of others too', async () => {
    await world.put(key('1.0.0'));
    await world.run('apply', key('1.0.0'));
    await world.put(key('2.0.0'));
    await world.run('apply', '--all');
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
    await world.store.send({ operation: 'DeleteObject', key: LATEST });
    const ran = await world.run('history', LATEST);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    const rows = ran.out
      .trimEnd()
      .split('\n')
      .map((row) => row.split(/ {2,}/));
    expect(rows[0]).toEqual(['WHEN', 'WHAT', 'FROM', 'TO', 'ORDER', 'RULE', 'WHO', 'WHY']);
    expect(rows.slice(1).map(([, ...rest]) => rest)).toEqual([
      ['removed', 'theirs', '-', '-', '-', '-', 'a delete marker does not say who made it'],
      ['link, not ours', key('2.0.0'), 'theirs', '-', '-', '-', '-'],
      ['pointed', key('1.0.0'), key('2.0.0'), '2.0.0', 'app', ACTOR, 'sweep by hand'],
      ['pointed', '-', key('1.0.0'), '1.0.0', 'app', ACTOR, `apply ${key('1.0.0')}`],
    ]);
    for (const [when] of rows.slice(1)) expect(when).toMatch(TIME);
  });

  test('with --limit no more than so many, and it says that there are more', async () => {
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) {
      await world.put(key(version));
      await world.run('apply', key(version));
    }
    const ran = await world.run('history', LATEST, '--limit', '2');
    expect(ran.out.trimEnd().split('\n')).toHaveLength(4);
    expect(ran.out).toMatch(/\nthere are more; show them with --limit\n$/);
    expect(json(await world.run('history', LATEST, '--limit', '2', '--json'))).toMatchObject({
      alias: LATEST,
      versioning: 'Enabled',
      more: true,
      entries: [
        {
          action: 'pointed',
          ours: true,
          at: expect.stringMatching(TIME),
          from: key('2.0.0'),
          to: key('3.0.0'),
          gap: false,
        },
        { action: 'pointed', from: key('1.0.0'), to: key('2.0.0') },
      ],
    });
  });

  test('a move by a person is pinned, and the move that lifts it is not', async () => {
    for (const version of ['1.0.0', '2.0.0']) {
      await world.put(key(version));
      await world.run('apply', key(version));
    }
    await world.run('pin', LATEST, key('1.0.0'), '--reason', 'bad release');
    await world.run('unpin', LATEST);
    const { out } = await world.run('history', LATEST);
    const whats = out
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(/ {2,}/)[1]);
    expect(whats).toEqual(['pointed', 'pinned', 'pointed', 'pointed']);
    const { entries } = json(await world.run('history', LATEST, '--json')) as { entries: { action: string }[] };
    expect(entries.map(({ action }) => action)).toEqual(whats);
  });

  test('a move after a version that is gone is marked, and what that means is said', async () => {
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) {
      await world.put(key(version));
      await world.run('apply', key(version));
    }
    const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: LATEST });
    const versionId = versions[1]?.versionId;
    await world.store.send({
      operation: 'DeleteObject',
      key: LATEST,
      ...(versionId === undefined ? {} : { versionId }),
    });
    const { out } = await world.run('history', LATEST);
    const lines = out.trimEnd().split('\n');
    expect(lines[1]).toContain(`(unknown)  ${key('3.0.0')}`);
    expect(lines[1]).toMatch(/ {2}apply \S+3\.0\.0\S* \(gap\)$/);
    expect(lines[2]).not.toContain('gap');
    expect(lines.slice(3)).toEqual([
      'gap: the version that was there before is gone, so the alias may have shown another target',
    ]);
  });

  test('a write that changed only the record is shown with --all', async () => {
    for (const version of ['1.0.0', '2.0.0']) {
      await world.put(key(version));
      await world.run('apply', '--all');
    }
    const link = await world.store.send({ operation: 'GetSymlink', key: LATEST });
    if (link.found !== 'symlink') throw new Error('no link');
    const metadata = { ...link.metadata, 'autoalias-base': link.versionId ?? '' };
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target: link.target, metadata });
    const whats = ({ out }: { out: string }) => out.split('\n').map((row) => row.split(/ {2,}/)[1]);
    const moves = await world.run('history', LATEST);
    expect(whats(moves)).toEqual(['WHAT', 'pointed', 'pointed', undefined, undefined]);
    expect(moves.out).toMatch(/\n1 write did not move the alias \(new headers or repairs\); show them with --all\n$/);
    expect(whats(await world.run('history', LATEST, '--all'))).toEqual([
      'WHAT',
      'rewritten',
      'pointed',
      'pointed',
      undefined,
    ]);
    expect(json(await world.run('history', LATEST, '--all', '--json'))).toMatchObject({
      rewrites: 0,
      entries: [{ action: 'pointed', changes: 'record' }, { changes: 'target' }, { changes: 'target' }],
    });
  });

  test('a target that was uploaded again, a pin and its end at one target have words of their own', async () => {
    for (let i = 0; i < 2; i++) {
      await world.put(key('1.0.0'));
      await world.run('apply', '--all');
    }
    await world.run('pin', LATEST, key('1.0.0'), '--reason', 'frozen');
    await world.run('unpin', LATEST);
    const { out } = await world.run('history', LATEST);
    const whats = out.split('\n').map((row) => row.split(/ {2,}/)[1]);
    expect(whats).toEqual(['WHAT', 'unpinned', 'pinned', 'updated', 'pointed', undefined]);
  });

  test('of what never was there', async () => {
    expect(await world.run('history', 'nothing')).toEqual({
      exitCode: 0,
      out: 'nothing: nothing was ever there\n',
      err: '',
    });
  });

  test.each(['0', '-1', '1.5', '1e3', 'all', ''])('wrong use: --limit=%s', async (limit) => {
    for (const alias of ['a', 'a/']) {
      const ran = await world.run('history', alias, `--limit=${limit}`);
      expect(ran).toMatchObject({ exitCode: 2, err: expect.stringContaining('whole number from 1') });
    }
  });

  test.each<[readonly string[], string]>([
    [['history'], "missing required argument 'alias'"],
    [['history', 'a/', '--all'], '--all is only for one alias, and a/ is a prefix'],
  ])('wrong use: %j', async (args, message) => {
    expect(await world.run(...args)).toMatchObject({ exitCode: 2, err: expect.stringContaining(message) });
  });
});

describe('in a bucket without versions', () => {
  test('what is there now, and where it pointed before, and it says so', async () => {
    const unversioned = await cliWorld('Never');
    try {
      await unversioned.put(key('1.0.0'));
      await unversioned.run('apply', '--all');
      await unversioned.put(key('2.0.0'));
      await unversioned.run('apply', '--all');
      const { out } = await unversioned.run('history', LATEST);
      const rows = out.split('\n').map((row) => row.split(/ {2,}/).slice(1));
      expect(rows.slice(1, 3)).toEqual([
        ['pointed', '(unknown)', key('2.0.0'), '2.0.0', 'app', ACTOR, 'sweep by hand'],
        ['former target', '-', key('1.0.0'), '-', '-', '-', '-'],
      ]);
      expect(out).toMatch(
        /\nthe bucket is unversioned, so only the current target and up to five former ones are shown\nthe alias pointed at each former target at some time; .* is unknown\n$/,
      );
    } finally {
      await unversioned.close();
    }
  });
});
