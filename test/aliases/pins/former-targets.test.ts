import { expect, test } from 'vitest';
import { readVersions } from '../../../src/aliases/look/history.ts';
import { putAlias } from '../../../src/aliases/model/alias-record.ts';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { formerTargets } from '../../../src/aliases/pins/former-targets.ts';
import { type AliasWorld, aliasWorld, key, LATEST } from '../alias-world.ts';
import { targetOf } from '../targets.ts';

async function versionsOf(world: AliasWorld) {
  return world.run(readVersions(await world.store.send({ operation: 'GetBucketVersioning' }), LATEST, 100));
}

const SWEEP: Cause = { kind: 'sweep' };

function byHand(what: 'pin' | 'rollback'): Cause {
  return { kind: 'by-hand', what };
}

/** Who wrote which version into the alias; `their` is another program. */
type Step = readonly [Cause | 'their', string];

/** The former targets after these steps: `1.0.0`, `1.0.0 held`, `1.0.0: why`. */
async function after(steps: readonly Step[]) {
  const world = aliasWorld('Enabled');
  for (const [who, version] of steps) {
    const current = await world.store.send({ operation: 'GetSymlink', key: LATEST });
    const base = current.found === 'symlink' ? current.versionId : undefined;
    if (who === 'their') await world.store.send({ operation: 'PutSymlink', key: LATEST, target: key(version) });
    else {
      const task = world.task(who);
      const pin = who.kind === 'by-hand' ? { pin: { reason: 'r' } } : {};
      await world.store.send(putAlias(task, targetOf(task, key(version)), base, version, pin));
    }
  }
  const formers = formerTargets(await versionsOf(world), await world.latest());
  return formers.map(({ key: one, byPerson, why }) => {
    const version = one.split('/')[2];
    return why === undefined ? `${version}${byPerson ? ' held' : ''}` : `${version}: ${why}`;
  });
}

test.each<readonly [string, readonly Step[], readonly string[]]>([
  [
    'the latest first, each once',
    [
      [SWEEP, '1.0.0'],
      [SWEEP, '1.1.0'],
      [SWEEP, '1.0.0'],
      [SWEEP, '1.2.0'],
    ],
    ['1.0.0', '1.1.0'],
  ],
  [
    'not what is shown',
    [
      [SWEEP, '1.0.0'],
      [SWEEP, '1.1.0'],
      [SWEEP, '1.1.0'],
    ],
    ['1.0.0'],
  ],
  [
    'not what a rollback left',
    [
      [SWEEP, '1.0.0'],
      [SWEEP, '1.1.0'],
      [SWEEP, '1.2.0'],
      [byHand('rollback'), '1.1.0'],
    ],
    ['1.2.0: a rollback left it', '1.0.0'],
  ],
  [
    'nor after the second',
    [
      [SWEEP, '1.0.0'],
      [SWEEP, '1.1.0'],
      [byHand('rollback'), '1.0.0'],
      [SWEEP, '1.2.0'],
    ],
    ['1.0.0 held', '1.1.0: a rollback left it'],
  ],
  [
    'not what another program wrote',
    [
      [SWEEP, '1.0.0'],
      ['their', '1.1.0'],
      [SWEEP, '1.2.0'],
    ],
    ['1.1.0: another program pointed the alias there', '1.0.0'],
  ],
  [
    'but where we pointed there too',
    [
      [SWEEP, '1.1.0'],
      ['their', '1.1.0'],
      [SWEEP, '1.2.0'],
    ],
    ['1.1.0'],
  ],
  [
    'what a person pinned is marked',
    [
      [SWEEP, '1.0.0'],
      [byHand('pin'), '1.1.0'],
      [SWEEP, '1.2.0'],
    ],
    ['1.1.0 held', '1.0.0'],
  ],
])('%s', async (_, steps, expected) => {
  expect(await after(steps)).toEqual(expected);
});

test('without versions, what the link remembers', async () => {
  const world = aliasWorld('Never');
  const task = world.task(SWEEP);
  const target = targetOf(task, key('1.2.0'), { versionId: undefined });
  await world.store.send(putAlias(task, target, undefined, '', { before: [key('1.1.0'), 'x'] }));
  const versions = await versionsOf(world);
  expect(formerTargets(versions, await world.latest())).toEqual([
    { key: key('1.1.0'), byPerson: false },
    { key: 'x', byPerson: false },
  ]);
  expect(formerTargets(versions, undefined)).toEqual([]);
});
