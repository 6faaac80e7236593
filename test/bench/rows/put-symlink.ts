import OSS from 'ali-oss';
import { eachLimited } from '../../../src/handlers/work/concurrency.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import { localCredentials } from '../../contract/local-oss.ts';
import { loop } from '../measure.ts';
import type { RowGroup } from '../row.ts';
import { startServer } from '../servers.ts';

const CONNECTIONS = 32;
const HEADERS = { 'Content-Type': 'application/gzip', 'Cache-Control': 'no-cache' };
const META = { 'autoalias-base': 'none', 'autoalias-order': '1.2.3', 'autoalias-rule': 'app' };

/** PutSymlink requests like those that write aliases, by our client and by the vendor's, over 32 kept connections. */
export const putSymlinkRows: RowGroup = {
  name: 'put-symlink',
  title: 'signed PutSymlink over 32 connections',
  async open() {
    const { endpoint, stop } = await startServer('oss');
    const region = 'cn-hangzhou';
    const store = createOssStore({
      endpoint,
      region,
      bucket: 'demo',
      connections: CONNECTIONS,
      credentials: () => localCredentials,
    });
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
    const many = (count: number, send: (i: number) => Promise<unknown>): Promise<void> =>
      eachLimited(Array(count).keys(), CONNECTIONS, async (i) => void (await send(i)));
    const target = (i: number): string => `releases/app/1.2.${i}/app.tgz`;
    const ours = loop('autoalias', 1000, (count) =>
      many(count, (i) =>
        store.send({
          operation: 'PutSymlink',
          key: `releases/app/${i % 10}/app.tgz`,
          target: target(i),
          metadata: META,
          headers: { contentType: HEADERS['Content-Type'], cacheControl: HEADERS['Cache-Control'] },
        }),
      ),
    );
    const aliOss = loop('ali-oss', 1000, (count) =>
      many(count, (i) => oss.putSymlink(`releases/app/${i % 10}/app.tgz`, target(i), { headers: HEADERS, meta: META })),
    );
    return {
      rows: [
        {
          name: 'put-symlink',
          title: 'signed PutSymlink over 32 connections, to the embedded store',
          per: 'request',
          ours,
          peers: [aliOss],
          aims: [
            { measure: 'wall', peer: aliOss.name, atMost: 0.25 },
            { measure: 'cpu', peer: aliOss.name, atMost: 0.25 },
          ],
        },
      ],
      async close() {
        await store.close();
        stop();
      },
    };
  },
};
