import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { isUntouched, offerDemo } from '../../../../src/cli/dev/demo/offer-demo.ts';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { createMemoryStore } from '../../../../src/stores/memory/memory-store.ts';
import type { Store } from '../../../../src/stores/store.ts';
import { RULE_SET } from '../activity-fixture.ts';

const VERSIONS = ['1.0.0', '1.10.0', '1.9.0', '2.0.0'];
const OTHER_RULES = parseRules(
  `version: 1\nrules: [{ name: r, match: { regex: '^x/(?<v>\\d+)$' }, order: { by: number, on: v }, aliases: [y] }]`,
  'r.yaml',
);
const QUIET = {
  stats: () => ({
    requests: 0,
    queue: { ready: 0, later: 0, dead: 0, inFlight: 0 },
    deliveries: { succeeded: 0, 'to-be-retried': 0, dead: 0 },
  }),
};

let dataDir: string;
let marker: string;
let store: Store;
let said: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'demo-'));
  marker = join(dataDir, 'demo-unfinished');
  store = createMemoryStore();
  said = '';
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function put(key: string) {
  return store.send({ operation: 'PutObject', key, body: Buffer.from(key) });
}

async function keys(): Promise<readonly string[]> {
  return (await store.send({ operation: 'ListObjects' })).objects.map(({ key }) => key);
}

function released(versions: readonly string[]): readonly string[] {
  return versions.map((v) => `releases/vite/${v}/vite.tgz`);
}

/** `interruptAt`: Ctrl-C once so many releases are uploaded, counted in this start. */
async function offer({ ruleSet = RULE_SET, interruptAt = Number.POSITIVE_INFINITY } = {}): Promise<void> {
  const stop = new AbortController();
  if (interruptAt === 0) stop.abort();
  let uploads = 0;
  await offerDemo({
    cloud: QUIET,
    dataDir,
    ruleSet,
    versions: VERSIONS,
    signal: stop.signal,
    store: {
      ...store,
      send: async (request) => {
        if (request.operation === 'PutObject' && ++uploads >= interruptAt) stop.abort();
        return store.send(request);
      },
    },
    say: (text) => {
      said += `${text}\n`;
    },
    screen: { write: () => {} },
  });
}

describe('a bucket that was never written to', () => {
  test('gets the demo, once', async () => {
    await offer();
    expect(await keys()).toEqual(released(VERSIONS));
    expect(said).toMatch(
      /^The bucket is empty: uploading the 4 releases of vite in random order\nALIAS[\s\S]*4 uploads in /,
    );
    expect(existsSync(marker)).toBe(false);
    said = '';
    await offer();
    expect(said).toBe('');
  });

  test('gets no demo if no rule has an alias for it', async () => {
    await offer({ ruleSet: OTHER_RULES });
    expect([await keys(), said]).toEqual([[], '']);
  });
});

test('a bucket with other objects gets no demo', async () => {
  await put('mine');
  await offer();
  expect([await keys(), said]).toEqual([['mine'], '']);
});

describe('an interrupted demo', () => {
  test.each([0, 1])('after %i releases goes on at the next start', async (interruptAt) => {
    await offer({ interruptAt });
    expect(said).toMatch(/The demo is not finished; the next start continues it\n$/);
    expect(existsSync(marker)).toBe(true);
    const before = await keys();
    said = '';
    await offer();
    expect(said).toContain(`uploading the last ${4 - before.length} of 4 releases of vite`);
    expect(said).toMatch(/ALIAS[\s\S]*\d uploads in /);
    expect(await keys()).toEqual(released(VERSIONS));
    expect(existsSync(marker)).toBe(false);
  });

  test('after the last release only waits for the events', async () => {
    await offer({ interruptAt: 4 });
    expect(existsSync(marker)).toBe(true);
    said = '';
    await offer();
    expect(said).toMatch(
      /^The demo was interrupted: all 4 releases of vite are uploaded; handling the events that are left\nALIAS/,
    );
    expect(said).toMatch(/\n\d+ events, handled with \d+ requests in \d+ ms; 0 aliases\n$/);
    expect(existsSync(marker)).toBe(false);
  });

  test('and may be interrupted again', async () => {
    writeFileSync(marker, '');
    await put('releases/vite/1.0.0/vite.tgz');
    await offer({ interruptAt: 0 });
    expect(existsSync(marker)).toBe(true);
  });

  test('uploads nothing that is there', async () => {
    writeFileSync(marker, '');
    await put('releases/vite/1.9.0/vite.tgz');
    await store.send({
      operation: 'PutSymlink',
      key: 'releases/vite/latest/vite.tgz',
      target: 'releases/vite/1.9.0/vite.tgz',
    });
    await offer();
    expect(said).toContain('uploading the last 3 of 4');
    expect(said).toContain('3 uploads in');
  });

  test('ends for good where the bucket got other objects', async () => {
    writeFileSync(marker, '');
    await put('releases/vite/1.0.0/vite.tgz');
    await put('mine');
    await offer();
    expect(said).toBe('The demo was interrupted. The bucket has other objects now, so the demo does not continue\n');
    expect(await keys()).toHaveLength(2);
    said = '';
    await offer();
    expect(said).toBe('');
  });
});

describe('is untouched', () => {
  it('is so until the first write, and never again', async () => {
    const store = createMemoryStore();
    expect(await isUntouched(store)).toBe(true);
    await store.send({ operation: 'PutObject', key: 'a', body: Buffer.from('x') });
    expect(await isUntouched(store)).toBe(false);
    await store.send({ operation: 'DeleteObject', key: 'a' });
    expect(await isUntouched(store)).toBe(false);
  });
});
