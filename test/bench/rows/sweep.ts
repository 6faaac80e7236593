import { Pool } from 'undici';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { createFactMemory } from '../../../src/handlers/walk/fact-store.ts';
import { listAllPages } from '../../../src/handlers/walk/list-objects.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import type { QueryPair } from '../../../src/oss-wire/signable-request.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import { authorizeV4 } from '../../../src/stores/oss/request/authorize-v4.ts';
import type { Store } from '../../../src/stores/store.ts';
import { localCredentials } from '../../contract/local-oss.ts';
import { loop } from '../measure.ts';
import { fillReleases, OBJECTS_OF_APP, RELEASE_RULES } from '../release-store.ts';
import type { Row, RowGroup, Sample, Side } from '../row.ts';
import { type Server, startServer } from '../servers.ts';

const REGION = 'cn-hangzhou';
const PREFIX = 'releases/';
const ruleSet = parseRules(RELEASE_RULES, 'bench.yaml');
const contextOf = (store: Store) => ({ store, ruleSet, log: () => {}, now: Date.now });

/** Fetches the pages of the listing, and counts the keys in their text. */
async function fetchPages(endpoint: string, objects: number): Promise<void> {
  const pool = new Pool(endpoint, { connections: 1 });
  let keys = 0;
  let token: string | undefined;
  do {
    const text = await fetchPage(pool, token);
    for (let at = text.indexOf('<Key>'); at !== -1; at = text.indexOf('<Key>', at + 5)) keys++;
    const encoded = /<NextContinuationToken>([^<]*)</.exec(text)?.[1];
    token = encoded === undefined ? undefined : decodeURIComponent(encoded);
  } while (token !== undefined);
  await pool.close();
  if (keys < objects) throw new Error(`${keys} keys were listed`);
}

async function fetchPage(pool: Pool, token: string | undefined): Promise<string> {
  const query: QueryPair[] = [
    ['list-type', '2'],
    ['encoding-type', 'url'],
    ['max-keys', '1000'],
    ['prefix', PREFIX],
  ];
  if (token !== undefined) query.push(['continuation-token', token]);
  const request = { method: 'GET', bucket: 'demo', query, headers: {} };
  const { headers } = authorizeV4(request, { credentials: localCredentials, region: REGION, now: Date.now() });
  const path = `/demo/?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
  const { body } = await pool.request({ path, method: 'GET', headers: [...headers] });
  return body.text();
}

async function drain(store: Store): Promise<void> {
  for await (const page of listAllPages(store, PREFIX)) if (page.objects.length === 0) return;
}

/** Adds the greatest resident memory of this process while the side runs, in MB. */
function withMemory({ name, run }: Side): Side {
  return {
    name,
    async run(): Promise<Sample> {
      let most = 0;
      const timer = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss());
      }, 100);
      try {
        return { ...(await run()), memory: most / 1e6 };
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** The rows of a bucket in which every alias is right. Between two sweeps with facts, nothing changes. */
function rowsOf({ endpoint }: Server, store: Store, objects: number, name: string): readonly Row[] {
  const pages = loop('the pages, unread', objects, () => fetchPages(endpoint, objects));
  const listing = loop('the listing, read', objects, () => drain(store));
  const facts = { prefix: '.autoalias/', memory: createFactMemory() };
  const sweeping = (context: object) =>
    loop('autoalias', objects, async () => {
      const { actions } = await sweep({ ...contextOf(store), ...context }, { kind: 'sweep' });
      if (actions.unchanged !== objects / OBJECTS_OF_APP) throw new Error(JSON.stringify(actions));
    });
  const shared = {
    per: 'object',
    peers: [pages, listing],
    aims: [
      { measure: 'cpu', peer: pages.name, atMost: 5 },
      { measure: 'wall', peer: listing.name, atMost: 1.5 },
      { measure: 'memory', atMost: 200 },
    ],
    rounds: 3,
  } as const;
  const size = `${count(objects)} objects and ${count(objects / OBJECTS_OF_APP)} aliases, all right`;
  return [
    {
      name: `sweep-${name}-full`,
      title: `a sweep that reads each alias: ${size}`,
      ours: withMemory(sweeping({})),
      ...shared,
    },
    { name: `sweep-${name}-quiet`, title: `a later sweep: ${size}`, ours: withMemory(sweeping({ facts })), ...shared },
  ];
}

function count(many: number): string {
  return many.toLocaleString('en');
}

/** Sweeps of a bucket in which every alias is right. */
function sweepGroup(name: string, objects: number): RowGroup {
  return {
    name: `sweep-${name}`,
    title: `a sweep of ${count(objects)} objects`,
    async open() {
      const running = await startServer('oss-releases', objects);
      const how = { endpoint: running.endpoint, region: REGION, bucket: 'demo', credentials: () => localCredentials };
      const store = createOssStore(how);
      await sweep(contextOf(store), { kind: 'sweep' });
      return {
        rows: rowsOf(running, store, objects, name),
        async close() {
          await store.close();
          running.stop();
        },
      };
    },
  };
}

export const sweepRows: readonly RowGroup[] = [sweepGroup('100k', 100_000), sweepGroup('1m', 1_000_000)];

const APPS = 320;

/** The first sweep of a bucket in memory. Only its requests count: the store is part of the process. */
export const firstSweepRows: RowGroup = {
  name: 'first-sweep',
  title: 'the requests of a first sweep',
  open() {
    const table = createMemoryTable();
    fillReleases(createMemoryStore({ table }).engine, APPS * OBJECTS_OF_APP);
    const ours: Side = {
      name: 'autoalias',
      async run(): Promise<Sample> {
        const store = createMemoryStore({ table: table.clone() });
        const { requests, actions } = await sweep(contextOf(store), { kind: 'sweep' });
        return { requests: requests / actions.pointed };
      },
    };
    return {
      rows: [
        {
          name: 'first-sweep',
          title: 'the first sweep of a bucket, which creates each alias: requests with those of the listing',
          per: 'alias',
          ours,
          peers: [],
          aims: [{ measure: 'requests', atMost: 4 }],
        },
      ],
    };
  },
};
