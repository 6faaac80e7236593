import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import { localCredentials } from '../../contract/local-oss.ts';
import type { RowGroup, Sample, Side } from '../row.ts';
import { startServer } from '../servers.ts';

/** From the import of a function until its first event is handled, as the platform starts an instance. */
const SCRIPT = `
  const [bundle, event] = process.argv.slice(1);
  const print = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const { handler } = await import(bundle);
  await handler(Buffer.from(event), {});
  const wall = (performance.now() - begin) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  const memory = process.memoryUsage().rss / 1e6;
  print(JSON.stringify({ wall, cpu: user + system, memory }), () => process.exit());`;

const EMPTY = 'data:text/javascript,export const handler = async () => {};';
const run = promisify(execFile);

/** The built function of object events, in a new process for each run, with an event that moves three aliases. */
export const coldStartRows: RowGroup = {
  name: 'cold-start',
  title: 'a cold start of a function',
  async open() {
    const { endpoint, stop } = await startServer('oss');
    const region = 'cn-hangzhou';
    const store = createOssStore({ endpoint, region, bucket: 'demo', credentials: () => localCredentials });
    let apps = 0;
    const side = (name: string, bundle: string, variables: Readonly<Record<string, string>> = {}): Side => ({
      name,
      async run(): Promise<Sample> {
        const key = `releases/app-${apps++}/1.10.0/app.tgz`;
        await store.send({ operation: 'PutObject', key, body: new Uint8Array(1) });
        const record = { eventName: 'ObjectCreated:PutObject', oss: { bucket: { name: 'demo' }, object: { key } } };
        const args = ['--input-type=module', '--eval', SCRIPT, bundle, JSON.stringify({ events: [record] })];
        const env = {
          PATH: process.env.PATH,
          OSS_ENDPOINT: endpoint,
          OSS_REGION: region,
          OSS_BUCKET: 'demo',
          OSS_ACCESS_KEY_ID: localCredentials.accessKeyId,
          OSS_ACCESS_KEY_SECRET: localCredentials.accessKeySecret,
          ...variables,
        };
        return JSON.parse((await run(process.execPath, args, { env })).stdout);
      },
    });
    const bundle = resolve('dist/functions/object-events.mjs');
    return {
      rows: [
        {
          name: 'cold-start',
          title: 'import a function, and handle the first event of three aliases',
          per: 'start',
          ours: side('rules compiled ahead', bundle),
          peers: [
            side('rules read from their text', bundle, { AUTOALIAS_RULES: resolve('functions/autoalias.yaml') }),
            side('an empty handler', EMPTY),
          ],
          aims: [{ measure: 'cpu', peer: 'rules read from their text', atMost: 0.75 }],
        },
      ],
      async close() {
        await store.close();
        stop();
      },
    };
  },
};
