import type { StorageClass } from '../../../src/stores/object-attributes.ts';
import type { Layout, See } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { del, put, sweep, timePasses, withdraw } from '../world/operations.ts';
import { ALIAS, candidate, markerOf, singleRules } from '../world/single-alias.ts';
import { wrongTarget } from '../world/wrong-target.ts';
import type { SpecialWorld } from './worlds.ts';

/** An object is uploaded with a storage class. */
function putAs(n: number, storageClass: StorageClass): Operation {
  return {
    name: `put ${n} as ${storageClass}`,
    do: (store, nth) => {
      const blob = { id: `${nth}`, size: 1, etag: nth.toString(16).toUpperCase().padStart(32, '0'), crc64: '0' };
      store.answer({ operation: 'PutObject', key: candidate(n), blob, storageClass });
      return [{ event: 'ObjectCreated:PutObject', key: candidate(n) }];
    },
  };
}

/** An object gets a storage class by a copy onto itself. */
function archive(n: number, storageClass: StorageClass = 'Archive'): Operation {
  return {
    name: `archive ${n} as ${storageClass}`,
    do: ({ engine, bucket }) => {
      const at = { bucket, key: candidate(n) };
      engine.copyObject({ ...at, source: at, storageClass, requestId: 'A'.repeat(24) });
      return [{ event: 'ObjectCreated:CopyObject', key: candidate(n) }];
    },
  };
}

/** The same without an event. Only a sweep notices it. */
function archiveSilently(n: number): Operation {
  const { do: perform } = archive(n);
  return {
    name: `archive ${n} without an event`,
    do: (store, nth) => {
      perform(store, nth);
      return [];
    },
  };
}

/** A restoration begins. An hour later, the object can be read. */
function restoreObject(n: number): Operation {
  return {
    name: `restore ${n}`,
    do: ({ engine, bucket }) => {
      engine.restoreObject({ bucket, key: candidate(n), days: 1, tier: 'Expedited' });
      return [];
    },
  };
}

/** An hour passes, and OSS reports that the object can be read. It does so for all archive classes except Archive. */
function restored(n: number): Operation {
  return {
    name: `${n} is restored`,
    do: () => [{ event: 'ObjectRestore:FinishRestore', key: candidate(n) }],
    moment: 1,
  };
}

/** The alias should point at the greatest candidate that can be read. If there is none, it stays while its target exists. */
function wrong(see: See): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const keys = new Set(objects.filter(({ type }) => type !== 'Symlink').map(({ key }) => key));
  const numbers = [3, 2, 1].filter((n) => keys.has(candidate(n)) && !keys.has(markerOf(n)));
  const winner = numbers.map(candidate).find((key) => {
    const head = see({ operation: 'HeadObject', key });
    if (head.found !== 'object') return false;
    const isArchived = head.storageClass === 'Archive' || head.storageClass === 'ColdArchive';
    return !isArchived || (head.restore !== undefined && !head.restore.ongoing);
  });
  if (winner !== undefined) return wrongTarget(see, ALIAS, winner);
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  if (link.found === 'none' || (link.found === 'symlink' && numbers.map(candidate).includes(link.target)))
    return undefined;
  return `${ALIAS} points at something else than an archived candidate`;
}

const LAYOUT: Layout = { ruleSet: singleRules(), aliases: [ALIAS], wrong };

/** Archived objects are not candidates until they are restored. */
export const ARCHIVE_WORLDS: readonly SpecialWorld[] = Object.entries({
  'the newest is uploaded as an archived object': [put(1), putAs(2, 'ColdArchive')],
  'a class that can be read': [put(1), putAs(2, 'IA')],
  'the target': [put(1), put(2), archive(2)],
  'the target, without an event before the sweep': [put(1), put(2), archiveSilently(2), sweep],
  'the only one': [put(1), archive(1)],
  'the only one, and a lesser one is uploaded': [put(2), archive(2), put(1)],
  'and deleted': [put(1), put(2), archive(2), del(2)],
  'and uploaded again': [put(1), putAs(2, 'Archive'), put(2)],
  'and withdrawn': [put(1), putAs(2, 'Archive'), withdraw(2)],
  'and restored': [put(1), putAs(2, 'ColdArchive'), restoreObject(2), restored(2)],
  'and restored, with a sweep': [put(1), archive(1, 'ColdArchive'), restoreObject(1), timePasses, sweep],
}).map(
  ([name, operations]): SpecialWorld => ({
    name: `archived: ${name}`,
    states: ['Enabled', 'Never', 'Suspended'],
    operations,
    options: { layout: LAYOUT },
  }),
);
