import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type DemoParts, listLinks, releaseBody, runDemo } from '../../../../src/cli/dev/demo/demo.ts';
import type { CloudStats } from '../../../../src/local/cloud/cloud-options.ts';
import { createMemoryStore } from '../../../../src/stores/memory/memory-store.ts';

/** A cloud whose queue empties while it is looked at. */
function cloudOf(waiting: number) {
  let ready = waiting;
  let calls = 0;
  return {
    stats: (): CloudStats => {
      calls += 1;
      ready = Math.max(0, ready - 1);
      return {
        requests: calls === 1 ? 10 : 60,
        queue: { ready, later: 0, dead: 0, inFlight: 0 },
        deliveries: { succeeded: calls === 1 ? 0 : 3, 'to-be-retried': 0, dead: 0 },
      };
    },
  };
}

async function run(fields: Partial<DemoParts> = {}) {
  const store = createMemoryStore();
  await store.send({
    operation: 'PutSymlink',
    key: 'releases/vite/latest/vite.tgz',
    target: 'releases/vite/2.0.0/vite.tgz',
  });
  const waited: number[] = [];
  let advanced = 0;
  let slept = 0;
  let time = 0;
  const text = await runDemo({
    cloud: cloudOf(5),
    store,
    versions: ['1.0.0', '2.0.0', '1.1.0'],
    progress: () => ({
      advance: () => {
        advanced += 1;
      },
      done: () => {},
    }),
    countdown: () => ({
      show: (left) => {
        waited.push(left);
      },
      done: () => {},
    }),
    random: () => 0,
    now: () => (time += 1000),
    sleep: async () => {
      slept += 1;
    },
    signal: new AbortController().signal,
    ...fields,
  });
  const page = await store.send({ operation: 'ListObjects', prefix: 'releases/vite/' });
  return { text, advanced, slept, waited, keys: page.objects.map(({ key }) => key) };
}

describe('runDemo', () => {
  it('uploads every version, shows what waits until all is quiet, and gives the aliases', async () => {
    const { text, advanced, slept, waited, keys } = await run();
    expect(keys).toEqual([
      'releases/vite/1.0.0/vite.tgz',
      'releases/vite/1.1.0/vite.tgz',
      'releases/vite/2.0.0/vite.tgz',
      'releases/vite/latest/vite.tgz',
    ]);
    expect([advanced, slept > 0]).toEqual([3, true]);
    expect(waited[0]).toBeGreaterThan(waited.at(-1) ?? 0);
    expect(text).toContain('releases/vite/latest/vite.tgz  ->  releases/vite/2.0.0/vite.tgz');
    expect(text).toContain('3 uploads in 1,000 ms; 3 events, handled with 47 requests');
  });

  it('ends when it is aborted', async () => {
    const stopped = new AbortController();
    stopped.abort();
    expect(await run({ signal: stopped.signal })).toMatchObject({ text: undefined, advanced: 0 });
  });
});

describe('list links', () => {
  it('lists every link under a prefix, over pages, and nothing else', async () => {
    const store = createMemoryStore();
    const names = Array.from({ length: 1100 }, (_, i) => `a/${String(i).padStart(4, '0')}`);
    await store.send({ operation: 'PutObject', key: 'a/object', body: Buffer.from('x') });
    for (const key of names) await store.send({ operation: 'PutSymlink', key, target: 'a/object' });
    await store.send({ operation: 'PutSymlink', key: 'b/link', target: 'a/object' });
    expect(await listLinks(store, 'a/')).toEqual(names.map((key) => ({ key, target: 'a/object' })));
    expect(await listLinks(store, 'c/')).toEqual([]);
  });
});

describe('release body', () => {
  it('is a gzip of the package.json of its version, the same every time', () => {
    const body = releaseBody('vite', '1.0.0');
    expect(JSON.parse(gunzipSync(body).toString())).toMatchObject({ name: 'vite', version: '1.0.0' });
    expect(releaseBody('vite', '1.0.0')).toEqual(body);
    expect(releaseBody('vite', '1.0.1')).not.toEqual(body);
  });
});
