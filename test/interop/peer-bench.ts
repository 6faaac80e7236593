import { afterEach, beforeEach, describe } from 'vitest';
import { createOssStore } from '../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../src/stores/store.ts';
import { type LocalOss, localCredentials, openLocalOss } from '../contract/local-oss.ts';
import { type AliOss, type AliOssOptions, aliOss } from './ali-oss-peer.ts';

function port(endpoint: string) {
  return new URL(endpoint).port;
}

const forms: readonly [string, (endpoint: string) => Omit<AliOssOptions, 'authorizationV4'>][] = [
  ['virtual host', (endpoint) => ({ endpoint: `http://oss-cn-hangzhou.aliyuncs.com:${port(endpoint)}` })],
  ['virtual host of localhost', (endpoint) => ({ endpoint: `http://localhost:${port(endpoint)}` })],
  [
    'cname, the bucket in its name',
    (endpoint) => ({ endpoint: `http://demo.localhost:${port(endpoint)}`, cname: true }),
  ],
  ['cname, a name of its own', (endpoint) => ({ endpoint: `http://files.example.com:${port(endpoint)}`, cname: true })],
  ['cname, localhost', (endpoint) => ({ endpoint: `http://localhost:${port(endpoint)}`, cname: true })],
  ['path style', (endpoint) => ({ endpoint: `http://localhost:${port(endpoint)}`, sldEnable: true })],
  ['path style at an IP address', (endpoint) => ({ endpoint, sldEnable: true })],
  ['IP address, the bucket in Host', (endpoint) => ({ endpoint })],
];
/** ali-oss with each signature version and each form of address that it supports. */
export const peers = forms.flatMap(([form, options]) =>
  [true, false].map((authorizationV4) => ({
    name: `${authorizationV4 ? 'V4' : 'V1'}, ${form}`,
    v4: authorizationV4,
    ip: form.includes('IP address'),
    open: (endpoint: string, rest: Partial<AliOssOptions> = {}) =>
      aliOss({ ...options(endpoint), authorizationV4, ...rest }),
  })),
);

/** What exists while a test runs. */
export interface PeerBench {
  readonly oss: AliOss;
  /** Our own client of the same bucket. */
  readonly store: Store;
  readonly server: LocalOss;
  /** Resolves with the version id. */
  readonly put: (name: string, text: string) => Promise<string>;
}

/** Defines tests for every peer, each test with an empty versioned bucket of its own. */
export function describePeers(
  title: string,
  define: (bench: () => PeerBench, peer: (typeof peers)[number]) => void,
): void {
  describe.each(peers)(`ali-oss, $name: ${title}`, (peer) => {
    let opened: PeerBench | undefined;
    const bench = (): PeerBench => {
      if (opened === undefined) throw new Error('a bench is open only while a test runs');
      return opened;
    };
    beforeEach(async () => {
      opened = await openBench(peer);
    });
    afterEach(async () => {
      await opened?.store.close();
      await opened?.server.close();
    });
    define(bench, peer);
  });
}

async function openBench(peer: (typeof peers)[number]): Promise<PeerBench> {
  const server = await openLocalOss('Enabled');
  const oss = peer.open(server.endpoint);
  const store = createOssStore({
    endpoint: server.endpoint,
    region: 'cn-hangzhou',
    bucket: 'demo',
    credentials: () => localCredentials,
  });
  const put = async (name: string, text: string): Promise<string> => {
    const { res } = await oss.put(name, Buffer.from(text));
    return res.headers['x-oss-version-id'] ?? '';
  };
  return { oss, store, server, put };
}
