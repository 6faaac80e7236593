import { randomBytes } from 'node:crypto';
import { type RawRequest, served } from '../raw-requests.ts';
import type { Aim, OpenRows, RowGroup, Side } from '../row.ts';
import { type Server, startServer } from '../servers.ts';
import { BODY_BYTES, storedKey } from '../store-servers.ts';

const CONNECTIONS = 16;
const BODY = randomBytes(BODY_BYTES);
const FEW = 1000;
const MANY = 1_000_000;

function many(count: number, request: (i: number) => RawRequest): readonly RawRequest[] {
  return Array.from({ length: count }, (_, i) => request(i));
}

function anyOf(objects: number): string {
  return storedKey(Math.floor(Math.random() * objects));
}

const puts = (objects: number) => () => many(2000, () => ({ method: 'PUT', key: anyOf(objects), body: BODY }));
const gets = (objects: number) => () => many(3000, () => ({ method: 'GET', key: anyOf(objects) }));

/** Pages that begin anywhere before the last thousand keys, so that each is full. */
const pages = (objects: number) => () =>
  many(10, () => ({
    method: 'GET',
    query: [
      ['list-type', '2'],
      ['max-keys', '1000'],
      ['encoding-type', 'url'],
      ...(objects > FEW ? [['start-after', `releases/app-${Math.floor(Math.random() * 900)}`] as const] : []),
    ],
  }));

const OPERATIONS = {
  put: { title: 'PutObject of 1 KB over 16 connections', per: 'request', connections: CONNECTIONS, requests: puts },
  get: { title: 'GetObject of 1 KB over 16 connections', per: 'request', connections: CONNECTIONS, requests: gets },
  page: { title: 'a page of 1,000 keys', per: 'page', connections: 1, requests: pages },
} as const;

type OperationName = keyof typeof OPERATIONS;

function side(name: string, server: Server, operation: OperationName, objects: number): Side {
  const { connections, requests } = OPERATIONS[operation];
  return served(name, server, { connections, requests: requests(objects) });
}

function stopAll(servers: readonly Server[]): void {
  for (const { stop } of servers) stop();
}

/** The embedded store in a folder against a server that only writes and reads files. */
export const localStoreRows: RowGroup = {
  name: 'local-store',
  title: 'the embedded store against a plain node:http server that writes files',
  async open(): Promise<OpenRows> {
    const [ours, peer] = await Promise.all([startServer('oss-folder', FEW), startServer('files')]);
    const files = 'node:http and files';
    // The peer has no objects yet.
    await served(files, peer, {
      connections: 1,
      requests: () => many(FEW, (i) => ({ method: 'PUT', key: storedKey(i), body: BODY })),
    }).run();
    const row = (
      name: OperationName,
      aims: readonly Aim[],
      peers: readonly Side[] = [side(files, peer, name, FEW)],
    ) => {
      const { title, per } = OPERATIONS[name];
      return { name: `local-store-${name}`, title, per, ours: side('autoalias', ours, name, FEW), peers, aims };
    };
    return {
      rows: [
        row('put', [{ measure: 'wall', peer: files, atMost: 1.33 }]),
        row('get', [{ measure: 'wall', peer: files, atMost: 1.42 }]),
        row('page', [{ measure: 'wall', atMost: 8000 }], []),
      ],
      close: () => stopAll([ours, peer]),
    };
  },
};

/** The embedded store with a million objects against one with a thousand. Takes some minutes to fill. */
export const storeGrowthRows: RowGroup = {
  name: 'store-growth',
  title: 'the embedded store with 1,000,000 objects against 1,000',
  async open(): Promise<OpenRows> {
    const servers = await Promise.all([startServer('oss-folder', MANY), startServer('oss-folder', FEW)]);
    const [large, small] = servers;
    const peer = '1,000 objects';
    const names = Object.keys(OPERATIONS) as OperationName[];
    return {
      rows: names.map((name) => ({
        name: `store-growth-${name}`,
        title: `${OPERATIONS[name].title}, a bucket of 1,000,000 objects`,
        per: OPERATIONS[name].per,
        ours: side('1,000,000 objects', large, name, MANY),
        peers: [side(peer, small, name, FEW)],
        aims: [{ measure: 'wall', peer, atMost: 1.1 }],
      })),
      close: () => stopAll(servers),
    };
  },
};
