import { describe, expect, test } from 'vitest';
import { readRecord } from '../../../src/aliases/model/alias-record.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import type { Store } from '../../../src/stores/store.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
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

describe('a store that keeps no versions of links, in a bucket with versioning', () => {
  test('the link records its former targets, and gets no tags', async () => {
    const world = aliasWorld('Enabled', '', { capabilities: BOS_CAPABILITIES });
    for (const version of ['1.0.0', '1.0.1', '1.0.2']) {
      await world.put(version);
      await world.run(reconcile(world.task(SWEEP)));
    }
    const record = readRecord(await world.latest());
    expect(record?.before).toEqual([key('1.0.1'), key('1.0.0')]);
    // Objects have versions, and the record names that of the target.
    expect(record?.identity.versionId).toMatch(/^CAEQ/);
    expect(record?.base).toBe('none');
  });

  test('long keys are forgotten before the metadata exceeds the limit of the store', async () => {
    const world = aliasWorld('Enabled', '', { capabilities: BOS_CAPABILITIES });
    for (const letter of 'abcd') {
      const long = letter.repeat(900);
      await world.store.send({ operation: 'PutObject', key: long, body: new Uint8Array(1) });
      await world.run(pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), long, { reason: 'r' }));
    }
    const link = await world.latest();
    expect(readRecord(link)?.before).toEqual(['c'.repeat(900)]);
    const bytes = Object.entries(link.metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    expect(bytes).toBeLessThanOrEqual(BOS_CAPABILITIES.linkMetadataBytes);
  });

  test.each([
    ['always', 'Enabled', true],
    ['always', 'Never', true],
    ['unversioned', 'Enabled', undefined],
    ['unversioned', 'Never', true],
  ] as const)('a guard that holds %s, versioning %s: %s', async (createOnly, versioning, expected) => {
    const world = aliasWorld(versioning, '', { capabilities: { ...BOS_CAPABILITIES, createOnly } });
    await world.put('1.0.0');
    const sent: StoreRequest[] = [];
    const store: Store = {
      ...world.store,
      send: (request) => {
        sent.push(request);
        return world.store.send(request);
      },
    };
    await runProtocol(reconcile(world.task(SWEEP)), store);
    expect(sent.find(({ operation }) => operation === 'PutSymlink')).toMatchObject(
      expected === undefined ? { target: key('1.0.0') } : { target: key('1.0.0'), forbidOverwrite: expected },
    );
    expect(sent.some((request) => 'forbidOverwrite' in request)).toBe(expected === true);
  });
});
