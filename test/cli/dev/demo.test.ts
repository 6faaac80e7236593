import { describe, expect, it } from 'vitest';
import { type DemoParts, runDemo } from '../../../src/cli/dev/demo.ts';
import type { CloudStats } from '../../../src/local/cloud-options.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';

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

  it('ends where it is told to', async () => {
    const stopped = new AbortController();
    stopped.abort();
    expect(await run({ signal: stopped.signal })).toMatchObject({ text: undefined, advanced: 0 });
  });
});
