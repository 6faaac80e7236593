import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import { BOS_DIALECT } from '../../bucket/dialects/bos-dialect.ts';
import { BOS_NAMESPACE, isBlobUsed, tableNamespace } from '../../bucket/records/table-namespace.ts';
import { ACCOUNT_ID } from '../cloud/cloud-functions.ts';
import type { CloudOptions, CloudRules } from '../cloud/cloud-options.ts';
import { CFC_EVENTS_FUNCTION } from '../cloud/functions/cfc-functions.ts';
import type { Invocation } from '../queue/invocation.ts';
import { createInvocationQueue, type InvocationQueue } from '../queue/invocation-queue.ts';
import { createTaskBook, TASK_DAYS, type TaskBook } from '../queue/task-book.ts';
import { CFC_ACCOUNT } from '../runtime/cfc/cfc-account.ts';
import { openBlobFiles } from '../storage/blob-files.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { DiskFull } from '../storage/disk-full.ts';
import { createDiskRoom } from '../storage/disk-room.ts';
import { createGroupCommit, type GroupCommit } from '../storage/group-commit.ts';
import { type LmdbTable, openLmdbTable } from '../storage/lmdb-table.ts';
import { createTableBlobs } from '../storage/table-blobs.ts';
import { triggersOnPath } from '../triggers/alias-triggers.ts';
import { bosTriggers } from '../triggers/bos-triggers.ts';
import { type EventDelivery, eventDelivery } from '../triggers/event-path.ts';
import { createEventingEngine } from '../triggers/eventing-engine.ts';
import { invocationsOf } from '../triggers/invocations-of.ts';
import type { Trigger } from '../triggers/trigger.ts';

/** The state of the local cloud: buckets, bodies and queued invocations, in one directory and one table. */
export interface CloudState {
  readonly engine: BucketEngine;
  /** The buckets of BOS, in the same table. They share bodies with those of OSS, and nothing else. */
  readonly bosEngine: BucketEngine;
  readonly blobs: BlobStore;
  readonly queue: InvocationQueue;
  readonly tasks: TaskBook;
  readonly group: GroupCommit;
  /** The clock of the queue: Unix milliseconds that are never set back. */
  readonly steady: () => number;
  /**
   * Within a transaction: adds to the queue, and wakes the dispatcher once the transaction is committed. With `due`, the
   * invocation waits until then, by the clock of the queue.
   */
  enqueue(invocation: Invocation, due?: number): void;
  /** Sets the function that wakes the dispatcher. Invocations that were queued before wait in the table. */
  onQueued(wake: () => void): void;
  /** How events reach the functions. */
  readonly delivery: EventDelivery;
  /** The triggers in use. Each applies to every bucket with aliases. */
  triggers(): readonly Trigger[];
  /** From now on, events follow the triggers of these rules. */
  useRules(rules: CloudRules): void;
  close(): Promise<void>;
}

/** Opens the state, removes what a crash left behind, and creates missing buckets. */
export async function openState(options: CloudOptions, newId: () => string): Promise<CloudState> {
  const table = openLmdbTable(join(options.dataDir, 'table'), { trouble: options.trouble });
  try {
    return await openStateOn(table, options, newId);
  } catch (error) {
    await table.close();
    throw error;
  }
}

async function openStateOn(table: LmdbTable, options: CloudOptions, newId: () => string): Promise<CloudState> {
  const free = options.freeBytes ?? (() => freeBytes(options.dataDir));
  const room = createDiskRoom({ free, reusable: table.reusableBytes, now: () => performance.now() });
  const group = createGroupCommit(table.transaction, room);
  const files = await openBlobFiles(join(options.dataDir, 'blobs'), room);
  const blobs = createTableBlobs({ table, files, group, room, trouble: options.trouble });
  const queue = createInvocationQueue(table);
  const tasks = createTaskBook(table);
  let wake = (): void => {};
  const enqueue = (invocation: Invocation, due?: number): void => {
    if (options.duplicates) enqueueTwice(queue, invocation, due);
    else queue.add(invocation, due);
    group.afterCommit(() => wake());
  };
  const steady = createSteadyClock({ wall: Date.now, monotonic: () => performance.now() });

  const buckets = new Set([options.bucket, ...(options.otherBuckets ?? [])]);
  const delivery = eventDelivery(options.events ?? 'native', options.batch);
  const triggersOf = ({ triggerPrefixes, watchLinks }: CloudRules): readonly Trigger[] =>
    options.triggers ?? triggersOnPath(delivery.path, triggerPrefixes, 'object-events', watchLinks);
  let triggers = triggersOf(options);
  let { triggerPrefixes: prefixes, queuePlace: placeOf } = options;
  const place = { accountId: ACCOUNT_ID, region: options.region, sourceIp: '127.0.0.1' };
  const shared = {
    now: Date.now,
    newId,
    choices: options.choices ?? {},
    keep: blobs.keep,
    release: blobs.release,
  };
  const engine = createEventingEngine({
    ...shared,
    table,
    // Called in the transaction of the write, so an acknowledged write has its events in the table.
    emit: (events, { eventKeyEncoding: keyEncoding, queueMessageBody: bodyForm }) => {
      const served = events.filter(({ bucket }) => buckets.has(bucket));
      const times = { now: steady(), wallNow: Date.now() };
      const parts = { ...times, newId, placeOf, delivery, bodyForm, place: { ...place, keyEncoding } };
      for (const invocation of invocationsOf(served, triggers, parts)) enqueue(invocation);
    },
  });
  const bosPlace = { ...CFC_ACCOUNT, sourceIp: '127.0.0.1' };
  const bosEngine = createEventingEngine({
    ...shared,
    table: tableNamespace(table, BOS_NAMESPACE),
    dialect: BOS_DIALECT,
    emit: (events, { bosLinkEvent, bosEventKeyEncoding: keyEncoding }) => {
      const served = events.filter(({ bucket }) => buckets.has(bucket));
      const called = bosTriggers(prefixes, CFC_EVENTS_FUNCTION, bosLinkEvent === 'PutObject');
      const times = { now: steady(), wallNow: Date.now() };
      const parts = { ...times, newId, placeOf, ...BOS_PATH, place: { ...bosPlace, keyEncoding } };
      for (const invocation of invocationsOf(served, called, parts)) enqueue(invocation);
    },
  });
  const engines = [engine, bosEngine];
  // No step writes if there is nothing to do, so the store starts and can be read on a full disk.
  await blobs.sweepOrphans((blobId) => isBlobUsed(table, blobId));
  for (const one of engines) {
    const missing = [...buckets].filter((bucket) => !isThere(one, bucket));
    for (const bucket of missing) {
      await group
        .run(() => createVersioned(one, bucket))
        .catch((error: unknown) => {
          // A directory of an older program has no buckets of BOS, and it must open on a full disk too.
          if (one !== bosEngine || !(error instanceof DiskFull)) throw error;
          options.trouble(error);
        });
    }
  }
  await resume(group, queue, options);
  const oldest = Date.now() - TASK_DAYS * 86_400_000;
  if (tasks.mayPrune(oldest)) await group.run(() => tasks.prune(oldest), 'reclaim').catch(options.trouble);
  const full = room.refusal('body');
  if (full) options.notice?.(full.message);
  return {
    engine,
    bosEngine,
    blobs,
    queue,
    tasks,
    group,
    steady,
    enqueue,
    onQueued: (listener) => {
      wake = listener;
    },
    delivery,
    triggers: () => triggers,
    useRules: (rules) => {
      triggers = triggersOf(rules);
      prefixes = rules.triggerPrefixes;
      placeOf = rules.queuePlace;
    },
    close: table.close,
  };
}

/** No queue is on this path, so the form of its messages does not matter. */
const BOS_PATH = { delivery: { path: 'bos' }, bodyForm: 'text' } as const;

/**
 * Removes the group of an event of a native trigger, because two merged copies would be one delivery. A batch of EventBridge
 * can contain an event twice.
 */
function enqueueTwice(queue: InvocationQueue, invocation: Invocation, due?: number): void {
  const { group: _, ...alone } = invocation;
  const copy = invocation.batch === undefined ? alone : invocation;
  queue.add(copy, due);
  queue.add(copy, due);
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

/** On a full disk, invocations that wait for a retry keep their due times. */
async function resume(group: GroupCommit, queue: InvocationQueue, { trouble }: CloudOptions): Promise<void> {
  if (!queue.mayResume()) return;
  try {
    while (await group.run(queue.resume, 'reclaim'));
  } catch (error) {
    if (!(error instanceof DiskFull)) throw error;
    trouble(error);
  }
}

function isThere(engine: BucketEngine, bucket: string): boolean {
  return engine.listBuckets().some(({ name }) => name === bucket);
}

function createVersioned(engine: BucketEngine, bucket: string): void {
  engine.createBucket({ bucket });
  engine.putBucketVersioning({ bucket, status: 'Enabled' });
}

export interface SteadyClockParts {
  /** Unix milliseconds of the system clock, which users and NTP can change. */
  readonly wall: () => number;
  /** Milliseconds since any point in time, never set back. */
  readonly monotonic: () => number;
}

/**
 * Creates a clock that reads the system clock once and then advances steadily, in Unix milliseconds. Waiting by this clock
 * does not take longer if the system clock is set back.
 */
export function createSteadyClock({ wall, monotonic }: SteadyClockParts): () => number {
  const offset = wall() - monotonic();
  // Whole numbers, because the queue uses them in keys.
  return () => Math.round(offset + monotonic());
}
