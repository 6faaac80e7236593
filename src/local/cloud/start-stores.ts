import { createBosServer } from '../bos/server/create-bos-server.ts';
import { portError } from '../connections/port-error.ts';
import type { CloudState } from '../data/open-state.ts';
import { createOssServer } from '../oss/server/create-oss-server.ts';
import { CFC_ACCOUNT } from '../runtime/cfc/cfc-account.ts';
import type { CloudCounters } from './cloud-counters.ts';
import type { CloudOptions } from './cloud-options.ts';
import { sparingly } from './sparingly.ts';
import { noticeUnserved } from './unserved-buckets.ts';

export type OnClose = (close: () => unknown) => void;

/** Starts the servers of both protocols, and resolves with their endpoints. */
export async function startStores(
  options: CloudOptions,
  state: CloudState,
  counters: CloudCounters,
  onClose: OnClose,
): Promise<{ readonly store: string; readonly bos: string }> {
  const { host, credentials, bucket, otherBuckets = [], notice = () => {} } = options;
  const trouble = sparingly(options.trouble, () => performance.now());
  const faces = {
    store: {
      ...{ name: 'store', create: createOssServer, engine: state.engine, region: options.region },
      ...{ port: options.storePort, setting: '--store-port or AUTOALIAS_STORE_PORT' },
    },
    bos: {
      ...{ name: 'store of BOS', create: createBosServer, engine: state.bosEngine, region: CFC_ACCOUNT.region },
      ...{ port: options.bosPort, setting: '--bos-port or AUTOALIAS_BOS_PORT' },
    },
  };
  const start = async ({ name, create, engine, region, port, setting }: (typeof faces)['store']): Promise<string> => {
    const lookForUnserved = noticeUnserved([bucket, ...otherBuckets], notice);
    const server = create({
      engine,
      commit: state.group.run,
      blobs: state.blobs,
      credentials: (id) => (id === credentials.accessKeyId ? credentials : undefined),
      region,
      now: Date.now,
      log: (entry) => {
        const { status, cause } = entry;
        counters.countRequest();
        lookForUnserved(entry);
        // The client does not get the full reason, so the user does.
        if (status >= 500 && cause !== undefined) trouble(cause);
      },
      allowRemote: options.allowRemote ?? false,
    });
    const url = await server.listen(port, host).catch((error: unknown) => {
      throw portError(error, { name, host, port, setting });
    });
    onClose(server.close);
    return url;
  };
  return { store: await start(faces.store), bos: await start(faces.bos) };
}
