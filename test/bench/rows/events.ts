import type { HandlerContext } from '../../../src/handlers/function/handler-context.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import type { KeyChange } from '../../../src/handlers/work/work-of-changes.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../../src/stores/store.ts';
import { localCredentials } from '../../contract/local-oss.ts';
import { GROUP, groupKey } from '../large-group.ts';
import type { OpenRows, Row, RowGroup, Sample } from '../row.ts';
import { startServer } from '../servers.ts';

const LATEST = 'releases/{app}/latest/{file}';
const THREE = [
  LATEST,
  'releases/{app}/v{version.major}/{file}',
  'releases/{app}/v{version.major}.{version.minor}/{file}',
];

function rulesOf(aliases: readonly string[]): RuleSet {
  return parseRules(
    `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ${JSON.stringify(aliases)}
`,
    'bench.yaml',
  );
}

/** How many events a round measures. */
const EVENTS = 50;

/** The round trips of an event that moves its aliases. */
const ROUND_TRIPS = 3;

function openStore(endpoint: string): Store {
  const options = { endpoint, region: 'cn-hangzhou', bucket: 'demo', connections: 32 };
  return createOssStore({ ...options, credentials: () => localCredentials });
}

function contextOf(store: Store, ruleSet: RuleSet): HandlerContext {
  return { store, ruleSet, log: () => {}, now: Date.now };
}

function change(key: string, event: string): KeyChange {
  return { key, cause: { kind: 'change', event, key } };
}

/** Begins to measure. The result ends it, and returns the times for each of `count` events. */
function begin(): (count: number) => Sample {
  const cpu = process.cpuUsage();
  const started = performance.now();
  return (count) => {
    const { user, system } = process.cpuUsage(cpu);
    return { wall: ((performance.now() - started) * 1000) / count, cpu: (user + system) / count };
  };
}

/** One event that moves three aliases, and the same number of round trips of the same client without any work. */
function eventRow(store: Store): Row {
  const context = contextOf(store, rulesOf(THREE));
  const upload = (key: string) => store.send({ operation: 'PutObject', key, body: new Uint8Array(10) });
  let patch = 0;
  return {
    name: 'event-three-aliases',
    title: 'one event for three aliases, the store answers in 5 ms',
    per: 'event',
    ours: {
      name: 'autoalias',
      async run(): Promise<Sample> {
        const keys = Array.from({ length: EVENTS }, () => groupKey(++patch));
        for (const key of keys) await upload(key);
        let requests = 0;
        const end = begin();
        for (const key of keys) {
          const { handled } = await handleChanges(context, [change(key, 'ObjectCreated:PutObject')]);
          for (const { report } of handled) requests += report.requests;
        }
        return { ...end(EVENTS), requests: requests / EVENTS };
      },
    },
    peers: [
      {
        name: '3 bare round trips',
        async run(): Promise<Sample> {
          const end = begin();
          for (let i = 0; i < EVENTS * ROUND_TRIPS; i++)
            await store.send({ operation: 'HeadObject', key: groupKey(1) });
          return { ...end(EVENTS), requests: ROUND_TRIPS };
        },
      },
    ],
    aims: [
      { measure: 'wall', peer: '3 bare round trips', atMost: 1.15 },
      { measure: 'requests', atMost: 16 },
    ],
  };
}

/** A store that notes how many requests and round trips were sent until the first write was answered. */
function watchFirstWrite({ send, ...store }: Store) {
  let requests = 0;
  let inFlight = 0;
  let roundTrips = 0;
  let first: Sample | undefined;
  const started = performance.now();
  const watched: Store = {
    ...store,
    send: async (request) => {
      requests++;
      // The requests of one round trip are sent together, when none is in flight.
      if (inFlight++ === 0) roundTrips++;
      try {
        return await send(request);
      } finally {
        inFlight--;
        if (request.operation === 'PutSymlink')
          first ??= { wall: (performance.now() - started) * 1000, requests, roundTrips };
      }
    },
  };
  return { watched, first: (): Sample => first ?? {} };
}

/** Until readers are served again: by the event of the deletion, and by a listing alone. */
function repairRow(store: Store): Row {
  const ruleSet = rulesOf([LATEST]);
  const context = contextOf(store, ruleSet);
  let greatest = GROUP;
  const side = (name: string, changeOf: (key: string) => KeyChange) => ({
    name,
    async run(): Promise<Sample> {
      // The alias moves to a new object, which is then deleted. So the alias has shown an object that still exists.
      const key = groupKey(++greatest);
      await store.send({ operation: 'PutObject', key, body: new Uint8Array(10) });
      await handleChanges(context, [change(key, 'ObjectCreated:PutObject')]);
      await store.send({ operation: 'DeleteObject', key });
      const { watched, first } = watchFirstWrite(store);
      await handleChanges(contextOf(watched, ruleSet), [changeOf(key)]);
      return first();
    },
  });
  return {
    name: 'event-winner-deleted',
    title: `winner deleted in a group of ${GROUP.toLocaleString('en')}: until readers are served again`,
    per: 'deletion',
    rounds: 3,
    ours: side('a former target first', (key) => change(key, 'ObjectRemoved:DeleteObject')),
    peers: [side('the listing alone', (key) => ({ key, cause: { kind: 'apply', key } }))],
    // Four requests of one round trip find that the target is gone.
    aims: [
      { measure: 'requests', atMost: 4 + 12 },
      { measure: 'roundTrips', atMost: 1 + 3 },
    ],
  };
}

/** Events from the change of an object to its aliases. */
export const eventRows: RowGroup = {
  name: 'event',
  title: 'one event for three aliases; the winner of a large group is deleted',
  async open(): Promise<OpenRows> {
    const [slow, group] = [await startServer('oss-slow'), await startServer('oss-group')];
    const stores = [openStore(slow.endpoint), openStore(group.endpoint)] as const;
    const winner = change(groupKey(GROUP), 'ObjectCreated:PutObject');
    await handleChanges(contextOf(stores[1], rulesOf([LATEST])), [winner]);
    return {
      rows: [eventRow(stores[0]), repairRow(stores[1])],
      async close() {
        await Promise.all(stores.map((store) => store.close()));
        slow.stop();
        group.stop();
      },
    };
  },
};
