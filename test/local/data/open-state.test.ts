import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { CloudOptions } from '../../../src/local/cloud/cloud-options.ts';
import { type CloudState, createSteadyClock, openState } from '../../../src/local/data/open-state.ts';
import { MOST_TABLE_BYTES } from '../../../src/local/storage/blob-store.ts';
import { openLmdbTable } from '../../../src/local/storage/lmdb-table.ts';
import { wholeBody } from '../storage/whole-body.ts';

let dir: string;
let state: CloudState | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'state-'));
});
afterEach(async () => {
  await close();
  await rm(dir, { recursive: true });
});

let ids = 0;

function newId(): string {
  return (++ids).toString(16).padStart(32, '0');
}

async function close(): Promise<void> {
  await state?.close();
  state = undefined;
}

async function open(fields: Partial<CloudOptions> = {}): Promise<CloudState> {
  await close();
  state = await openState(
    {
      dataDir: dir,
      host: '127.0.0.1',
      storePort: 0,
      bosPort: 0,
      apiPort: 0,
      region: 'cn-hangzhou',
      credentials: { accessKeyId: 'a', accessKeySecret: 'b' },
      bucket: 'demo',
      token: 't',
      functionsDir: dir,
      workerFile: new URL('file:///nowhere'),
      triggerPrefixes: ['releases/'],
      sweepSeconds: 300,
      trouble: (error) => {
        throw error;
      },
      ...fields,
    },
    newId,
  );
  return state;
}

/** More than the table takes, so that it is a file. */
function large(text: string): Buffer {
  return Buffer.from(text.padEnd(MOST_TABLE_BYTES + 1));
}

async function* once(body: Uint8Array) {
  yield body;
}

async function put({ blobs, group, engine }: CloudState, key: string, bucket = 'demo'): Promise<void> {
  const blob = await blobs.write(once(large(key)));
  await group.run(() => engine.putObject({ bucket, key, blob, requestId: 'R' }));
}

/** The files that this process has open, where the system lists them. */
function openFiles(): readonly string[] {
  return existsSync('/proc/self/fd')
    ? readdirSync('/proc/self/fd').flatMap((fd) => targetOf(`/proc/self/fd/${fd}`))
    : [];
}

function targetOf(link: string): readonly string[] {
  try {
    return [readlinkSync(link)];
  } catch {
    // The descriptor of the directory itself is closed by now.
    return [];
  }
}

function readyOf({ queue }: CloudState) {
  return queue.lanes().flatMap((lane) => queue.ready(lane, '', 9));
}

function keysOf(opened: CloudState) {
  return readyOf(opened).map(({ invocation }) => invocation.key);
}

async function bodies(): Promise<number> {
  const entries = await readdir(join(dir, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

describe('openState', () => {
  it('makes the first bucket, versioned, and leaves it as a person sets it', async () => {
    const { engine, group } = await open();
    expect(engine.getBucketVersioning({ bucket: 'demo' })).toBe('Enabled');
    await group.run(() => engine.putBucketVersioning({ bucket: 'demo', status: 'Suspended' }));
    expect((await open()).engine.getBucketVersioning({ bucket: 'demo' })).toBe('Suspended');
  });

  it('applies changed rules: their prefixes, their guarded links, and their lanes', async () => {
    const opened = await open();
    const link = (key: string): Promise<unknown> =>
      opened.group.run(() => opened.engine.putSymlink({ bucket: 'demo', key, target: 'x', requestId: 'R' }));
    const write = async (): Promise<void> => {
      await put(opened, 'releases/a');
      await put(opened, 'apps/a');
      await link('apps/link');
    };
    await write();
    expect(keysOf(opened)).toEqual(['releases/a']);
    opened.useRules({ triggerPrefixes: ['apps/'], watchLinks: true, queuePlace: () => ({ lane: 'new' }) });
    await write();
    expect(keysOf(opened).toSorted()).toEqual(['apps/a', 'apps/link', 'releases/a']);
    expect(readyOf(opened).flatMap(({ invocation }) => invocation.lane ?? [])).toEqual(['new', 'new']);
  });

  it('queues what a write calls together with the write, and wakes who delivers it', async () => {
    const opened = await open();
    let woken = 0;
    opened.onQueued(() => {
      woken += 1;
    });
    await put(opened, 'releases/app/1.0.0/app.tgz');
    await put(opened, 'elsewhere/a');
    expect(opened.queue.counts()).toEqual({ ready: 1, later: 0, dead: 0 });
    expect(woken).toBe(1);
    expect(keysOf(await open())).toEqual(['releases/app/1.0.0/app.tgz']);
  });

  it('closes the table if a bucket cannot be created', async () => {
    await expect(open({ otherBuckets: ['Not-A-Name'] })).rejects.toThrow('The specified bucket is not valid.');
    expect(openFiles().filter((file) => file.startsWith(dir))).toEqual([]);
  });

  it('creates every bucket with aliases, and queues nothing for other buckets', async () => {
    const opened = await open({ otherBuckets: ['plain'] });
    const { engine, group } = opened;
    expect(engine.listBuckets().map(({ name }) => name)).toEqual(['demo', 'plain']);
    await group.run(() => engine.createBucket({ bucket: 'made-later' }));
    for (const bucket of ['made-later', 'plain', 'demo']) await put(opened, `releases/app/1.0.0/${bucket}`, bucket);
    expect(keysOf(opened)).toEqual(['releases/app/1.0.0/plain', 'releases/app/1.0.0/demo']);
  });

  it('queues nothing for what was undone', async () => {
    const opened = await open();
    const { engine, group, queue } = opened;
    await expect(group.run(() => engine.deleteBucket({ bucket: 'none' }))).rejects.toThrow();
    expect(queue.counts().ready).toBe(0);
  });

  it('queues an event in the lane of its key', async () => {
    const opened = await open({ queuePlace: (bucket, key) => ({ lane: 'rule-7', group: `${bucket} ${key}` }) });
    await put(opened, 'releases/a');
    expect(readyOf(opened)).toMatchObject([{ invocation: { lane: 'rule-7', group: 'demo releases/a' } }]);
  });

  it('with `duplicates`, queues everything twice, and both are delivered', async () => {
    const opened = await open({ duplicates: true, queuePlace: () => ({ lane: 'rule-7', group: 'g' }) });
    await put(opened, 'releases/a');
    expect(readyOf(opened).map(({ invocation: { lane, group } }) => ({ lane, group }))).toEqual([
      { lane: 'rule-7', group: undefined },
      { lane: 'rule-7', group: undefined },
    ]);
  });

  it('at the start, makes retries of an earlier process ready', async () => {
    const opened = await open();
    await put(opened, 'releases/a');
    const [ready] = readyOf(opened);
    if (ready === undefined) throw new Error('nothing is ready');
    const { invocation } = ready;
    await opened.group.run(() =>
      opened.queue.settle(ready, { next: 'retry', at: 9e15, invocation, error: 'no' }, Date.now()),
    );
    expect(opened.queue.counts()).toEqual({ ready: 0, later: 1, dead: 0 });
    const again = await open();
    expect(again.queue.counts()).toEqual({ ready: 1, later: 0, dead: 0 });
    expect(keysOf(again)).toEqual(['releases/a']);
  });

  it('removes small bodies that no version refers to, and opens with them on a full disk', async () => {
    const opened = await open();
    const blob = await opened.blobs.write(once(Buffer.from('small')));
    await opened.group.run(() => opened.engine.putObject({ bucket: 'demo', key: 'a', blob, requestId: 'R' }));
    // A version of the program that does not know small bodies leaves their rows when it deletes their objects.
    await close();
    const table = openLmdbTable(join(dir, 'table'));
    table.remove(`r/${blob.id}`);
    expect(table.keys({ from: 'i/', to: 'i0' })).toEqual([`i/${blob.id}`]);
    await table.close();
    const troubles: unknown[] = [];
    const full = await open({ freeBytes: () => 0, trouble: (error) => troubles.push(error), notice: () => {} });
    expect(troubles.map(String)).toEqual([expect.stringContaining('DiskFull')]);
    expect(await wholeBody(await full.blobs.read(blob.id))).toEqual(Buffer.from('small'));
    const { blobs } = await open();
    await expect(blobs.read(blob.id)).rejects.toThrow('not in the blob store');
  });

  it('removes bodies that no version names any more', async () => {
    const opened = await open();
    await opened.blobs.write(once(large('unreferenced')));
    await put(opened, 'a');
    expect(await bodies()).toBe(2);
    await open();
    expect(await bodies()).toBe(1);
  });
});

describe('steady clock', () => {
  test('starts at the system time, and then follows only the monotonic clock', () => {
    const clocks = { wall: 1_000_000, monotonic: 500.4 };
    const steady = createSteadyClock({ wall: () => clocks.wall, monotonic: () => clocks.monotonic });
    expect(steady()).toBe(1_000_000);
    clocks.wall -= 7_200_000;
    clocks.monotonic += 1500;
    expect(steady()).toBe(1_001_500);
    clocks.wall += 86_400_000;
    clocks.monotonic += 0.3;
    expect(steady()).toBe(1_001_500);
  });
});

describe('the buckets of BOS', () => {
  test('are created too, and keep their objects apart from those of OSS', async () => {
    const first = await open({ otherBuckets: ['more'] });
    await put(first, 'of-oss');
    await put({ ...first, engine: first.bosEngine }, 'of-bos');
    const again = await open({ otherBuckets: ['more'] });
    const [oss, bos] = [again.engine, again.bosEngine].map((engine) => ({
      buckets: engine.listBuckets().map(({ name, versioning }) => `${name} ${versioning}`),
      keys: engine.listObjects({ bucket: 'demo' }).objects.map(({ key }) => key),
    }));
    expect(oss).toEqual({ buckets: ['demo Enabled', 'more Enabled'], keys: ['of-oss'] });
    expect(bos).toEqual({ buckets: ['demo Enabled', 'more Enabled'], keys: ['of-bos'] });
  });

  test('are missing in the directory of an older program, which opens on a full disk too', async () => {
    const first = await open();
    await put(first, 'kept');
    await first.group.run(() => first.bosEngine.deleteBucket({ bucket: 'demo' }));
    const troubles: unknown[] = [];
    const full = await open({ freeBytes: () => 0, trouble: (error) => troubles.push(error), notice: () => {} });
    expect(full.engine.listObjects({ bucket: 'demo' }).objects).toHaveLength(1);
    expect(full.bosEngine.listBuckets()).toEqual([]);
    expect(troubles.map(String)).toEqual([expect.stringContaining('disk')]);
    const { bosEngine } = await open();
    expect(bosEngine.listBuckets()).toHaveLength(1);
  });

  test('keep their bodies when an orphan is removed', async () => {
    const first = await open();
    await put({ ...first, engine: first.bosEngine }, 'kept');
    const orphan = await first.blobs.write(once(large('orphan')));
    const { blobs, bosEngine } = await open();
    const { blob } = bosEngine.readObject({ bucket: 'demo', key: 'kept' });
    expect(await wholeBody(await blobs.read(blob.id))).toEqual(large('kept'));
    await expect(blobs.read(orphan.id)).rejects.toThrow('not in the blob store');
  });
});
