import { expect, test } from 'vitest';
import { createMarkerCheck, isListedLink, withMarkerTypes } from '../../../src/handlers/walk/kind-of-listed.ts';
import { listObjects } from '../../../src/handlers/walk/list-objects.ts';
import type { WalkedItem } from '../../../src/handlers/walk/walk-aliases.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { handlerWorld } from '../handler-world.ts';

const MARKER = 'releases/a/1.0.0/.withdrawn';

async function world() {
  const made = handlerWorld({ capabilities: BOS_CAPABILITIES, now: () => 5000 });
  await made.put('releases/a/1.0.0/f', MARKER);
  const { store } = made.context;
  await store.send({ operation: 'PutSymlink', key: 'releases/a/2.0.0/.withdrawn', target: 'x' });
  await store.send({ operation: 'PutSymlink', key: 'releases/a/latest/f', target: 'x' });
  made.sent.length = 0;
  return made;
}

test.each([
  [{ key: 'releases/a/latest/f', type: 'Normal' }, false, 0],
  [{ key: 'releases/a/1.0.0/f', type: 'Symlink' }, true, 0],
  [{ key: 'releases/a/latest/f' }, true, 1],
  [{ key: 'releases/a/1.0.0/f' }, false, 1],
  [{ key: 'gone' }, false, 1],
])('%j is a link: %s, with %i requests', async (listed, expected, requests) => {
  const { context, sent } = await world();
  expect(await isListedLink(context.store, listed)).toBe(expected);
  expect(sent).toHaveLength(requests);
});

test('markers get a type, and only markers are read', async () => {
  const { context, sent } = await world();
  const types: Record<string, string | undefined> = {};
  for await (const { key, type } of withMarkerTypes(context, listObjects(context.store, ''))) types[key] = type;
  expect(types).toEqual({
    [MARKER]: 'Normal',
    'releases/a/1.0.0/f': undefined,
    'releases/a/2.0.0/.withdrawn': 'Symlink',
    'releases/a/latest/f': undefined,
  });
  expect(sent).toEqual(['ListObjects', 'HeadObject', 'HeadObject']);
});

test.each([
  [MARKER, 5000, true],
  ['releases/a/2.0.0/.withdrawn', 5000, false],
  ['releases/a/3.0.0/.withdrawn', 5000, false],
  // Written again since the listing.
  [MARKER, 4000, false],
])('an item with the marker %s of %i stays listed: %s', async (key, lastModified, stays) => {
  const { context } = await world();
  const check = createMarkerCheck(context.store, () => {});
  const marker = { key, etag: 'e', size: 1, lastModified };
  const item = { kind: 'alias', listed: { winner: undefined }, unprovenMarkers: [marker] } as unknown as WalkedItem;
  expect(await check(item)).toMatchObject({ listed: stays ? { winner: undefined } : undefined });
});

test('each marker is read once, and a failure counts as not proven', async () => {
  const { context, sent } = await world();
  const marker = { key: MARKER, etag: 'e', size: 1, lastModified: 5000 };
  const item = { kind: 'alias', listed: {}, unprovenMarkers: [marker] } as unknown as WalkedItem;
  const check = createMarkerCheck(context.store, () => {});
  await Promise.all([check(item), check(item)]);
  expect(sent).toEqual(['HeadObject']);
  const failing = createMarkerCheck({ ...context.store, send: () => Promise.reject(new Error('no answer')) }, () => {});
  expect(await failing(item)).toMatchObject({ listed: undefined });
});
