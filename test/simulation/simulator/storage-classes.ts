import { type CurrentEntry, readCurrent } from '../../../src/bucket/records/bucket-records.ts';
import type { ObjectVersion } from '../../../src/bucket/records/object-record.ts';
import { currentKey, versionKey } from '../../../src/bucket/records/table-layout.ts';
import { restoreDuration } from '../../../src/bucket/restoration.ts';
import { STORAGE_CLASSES, type StorageClass } from '../../../src/stores/object-attributes.ts';
import { readabilityOf } from './oracle/readability.ts';
import type { Operation } from './plan/plan.ts';
import type { Simulation } from './simulation.ts';

type Doing<Do extends Operation['do']> = Extract<Operation, { do: Do }>;

/** Another program copies an object onto itself, to change its storage class. */
export function copyToClass(simulation: Simulation, { key, storageClass }: Doing<'archive'>): void {
  const { engine, bucket } = simulation.store;
  if (objectAt(simulation, key) === undefined || isFrozen(simulation, key)) return;
  engine.copyObject({ bucket, key, source: { bucket, key }, storageClass, requestId: 'archive' });
}

/** From frequent to rare access. */
const COLDER: readonly StorageClass[] = STORAGE_CLASSES;

/**
 * A lifecycle rule moves the current object to a colder storage class. Neither its version id nor its time changes. OSS
 * raises an event, which the triggers of the deployment do not include.
 */
export function moveToClass(simulation: Simulation, { key, storageClass }: Doing<'move-class'>): void {
  const { table, store, hear, loop } = simulation;
  const found = objectAt(simulation, key);
  if (found === undefined) return;
  const { entry, version } = found;
  if (COLDER.indexOf(storageClass) <= COLDER.indexOf(entry.storageClass)) return;
  const { restoration: _, ...current } = entry;
  const { restoration: __, ...stored } = version;
  table.put(currentKey(store.bucket, key), { ...current, storageClass });
  table.put(versionKey(store.bucket, key, entry.sequence), { ...stored, storageClass });
  const { etag, size } = entry;
  const name = 'ObjectModified:ChangeStorageClass';
  const time = Math.floor(loop.now() / 1000) * 1000;
  hear({ name, bucket: store.bucket, key, etag, size, deltaSize: 0, time, requestId: 'lifecycle' });
}

/**
 * A person restores an object for a day. It can be read later. For the cold classes, OSS reports that with an event, which
 * the triggers of the deployment do not include. No event reports that the object is archived again.
 */
export function restoreForDay(simulation: Simulation, { key }: Doing<'restore'>): void {
  const { store, loop, hear } = simulation;
  const entry = objectAt(simulation, key)?.entry;
  if (entry?.storageClass.endsWith('Archive') !== true || entry.restoration !== undefined) return;
  const { bucket, engine } = store;
  const isCold = entry.storageClass !== 'Archive';
  simulation.restored.add(key);
  engine.restoreObject({ bucket, key, ...(isCold ? { tier: 'Expedited' } : {}) });
  if (!isCold) return;
  const finish = (): void => {
    const { etag, size } = entry;
    const time = Math.floor(loop.now() / 1000) * 1000;
    hear({ name: 'ObjectRestore:FinishRestore', bucket, key, etag, size, deltaSize: 0, time, requestId: 'restore' });
  };
  loop.post(restoreDuration(entry.storageClass, 'Expedited'), finish, 'background');
}

/** Whether the bytes of the object at a key cannot be read now. */
export function isFrozen(simulation: Simulation, key: string): boolean {
  return !readabilityOf(simulation, key).isReadable(simulation.loop.now());
}

function objectAt(
  { table, store: { bucket } }: Simulation,
  key: string,
): { readonly entry: CurrentEntry; readonly version: ObjectVersion } | undefined {
  const entry = readCurrent(table, bucket, key);
  if (entry?.type !== 'Normal') return undefined;
  return { entry, version: table.get(versionKey(bucket, key, entry.sequence)) as ObjectVersion };
}
