import { describe, expect, test } from 'vitest';
import { readRecord } from '../../../src/aliases/model/alias-record.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { aliasWorld, key, LATEST } from '../alias-world.ts';

const SWEEP = { kind: 'sweep' } as const;

describe.each(['Never', 'Suspended'] as const)('where no versions are kept (%s)', (versioning) => {
  test('the link records its former targets: the latest first, each once, and a limited number', async () => {
    const world = aliasWorld(versioning);
    for (let patch = 0; patch < 8; patch++) {
      await world.put(`1.0.${patch}`);
      await world.run(reconcile(world.task(SWEEP)));
    }
    const remembered = () => world.latest().then((link) => readRecord(link)?.before);
    expect(await remembered()).toEqual(['1.0.6', '1.0.5', '1.0.4', '1.0.3', '1.0.2'].map(key));
    await world.remove('1.0.7');
    await world.run(reconcile(world.task(SWEEP)));
    expect(await remembered()).toEqual(['1.0.7', '1.0.5', '1.0.4', '1.0.3', '1.0.2'].map(key));
  });

  test('long keys are forgotten before the metadata is full', async () => {
    const world = aliasWorld(versioning);
    for (const letter of 'abcd') {
      const long = `${letter.repeat(900)}/ü`;
      await world.store.send({ operation: 'PutObject', key: long, body: new Uint8Array(1) });
      await world.run(pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), long, { reason: 'r' }));
    }
    expect(readRecord(await world.latest())?.before).toEqual([`${'c'.repeat(900)}/ü`, `${'b'.repeat(900)}/ü`]);
  });
});

test('where versions are kept, they remember', async () => {
  const world = aliasWorld('Enabled');
  for (const version of ['1.0.0', '1.0.1']) {
    await world.put(version);
    await world.run(reconcile(world.task(SWEEP)));
  }
  expect((await world.latest()).metadata).not.toHaveProperty('autoalias-before');
});

test('a link that is not ours is not remembered', async () => {
  const world = aliasWorld('Never');
  await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
  await world.put('1.0.0');
  await world.run(reconcile(world.task(SWEEP)));
  expect(readRecord(await world.latest())).toMatchObject({ before: [] });
});
