import OSS from 'ali-oss';
import { Pool } from 'undici';
import { eachLimited } from '../../../src/handlers/work/concurrency.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import { authorizeV4 } from '../../../src/stores/oss/request/authorize-v4.ts';
import { describeRequest } from '../../../src/stores/oss/request/describe-request.ts';
import type { PutSymlink } from '../../../src/stores/store-request.ts';
import { localCredentials } from '../../contract/local-oss.ts';
import { headerRecord } from '../../oss-wire/header-record.ts';
import { loop } from '../measure.ts';
import type { RowGroup, Side } from '../row.ts';
import { startServer } from '../servers.ts';

const CONNECTIONS = 32;
/** Requests of one round. */
const COUNT = 4000;
const region = 'cn-hangzhou';

/** A request like those that write aliases. */
function link(i: number): PutSymlink {
  return {
    operation: 'PutSymlink',
    key: `releases/app/${i % 10}/app.tgz`,
    target: `releases/app/1.2.${i % 1000}/app.tgz`,
    metadata: { 'autoalias-base': 'none', 'autoalias-order': '1.2.3', 'autoalias-rule': 'app' },
    headers: { contentType: 'application/gzip', cacheControl: 'no-cache' },
  };
}

function sending(name: string, send: (i: number) => Promise<unknown>): Side {
  return loop(name, COUNT, (count) => eachLimited(Array(count).keys(), CONNECTIONS, async (i) => void (await send(i))));
}

/** The bytes of such a request, sent by the client that our client is built on, which neither signs nor reads them. */
function byPool(pool: Pool): Side {
  const request = describeRequest(link(1));
  const { headers } = authorizeV4(
    { ...request, bucket: 'demo' },
    { credentials: localCredentials, region, now: Date.now() },
  );
  const sent = headerRecord(headers);
  return sending('undici Pool.request', async (i) => {
    const path = `/demo/releases/app/${i % 10}/app.tgz?symlink`;
    const { body } = await pool.request({ method: 'PUT', path, headers: sent });
    await body.text();
  });
}

function byAliOss(endpoint: string): Side {
  const oss = new OSS({
    ...localCredentials,
    endpoint,
    region: `oss-${region}`,
    bucket: 'demo',
    secure: false,
    authorizationV4: true,
    maxSockets: CONNECTIONS,
  } as OSS.Options) as unknown as {
    putSymlink(name: string, target: string, options: { headers: object; meta: object }): Promise<unknown>;
  };
  const headers = { 'Content-Type': 'application/gzip', 'Cache-Control': 'no-cache' };
  return sending('ali-oss', (i) => {
    const { key, target, metadata = {} } = link(i);
    return oss.putSymlink(key, target, { headers, meta: metadata });
  });
}

/** PutSymlink requests over 32 kept connections, to a server that answers each with the same bytes. */
export const putSymlinkRows: RowGroup = {
  name: 'put-symlink',
  title: 'signed PutSymlink over 32 connections',
  async open() {
    const { endpoint, stop } = await startServer('fixed');
    const store = createOssStore({
      endpoint,
      region,
      bucket: 'demo',
      connections: CONNECTIONS,
      credentials: () => localCredentials,
    });
    const pool = new Pool(endpoint, { connections: CONNECTIONS });
    const raw = byPool(pool);
    const aliOss = byAliOss(endpoint);
    return {
      rows: [
        {
          name: 'put-symlink',
          title: 'signed PutSymlink over 32 connections',
          per: 'request',
          ours: sending('autoalias', (i) => store.send(link(i))),
          peers: [raw, aliOss],
          aims: [
            { measure: 'wall', peer: raw.name, atMost: 1 / 1.1 },
            { measure: 'cpu', peer: raw.name, atMost: 1 },
            { measure: 'wall', peer: aliOss.name, atMost: 1 / 4 },
            { measure: 'cpu', peer: aliOss.name, atMost: 1 / 4 },
          ],
        },
      ],
      async close() {
        await store.close();
        await pool.close();
        stop();
      },
    };
  },
};
