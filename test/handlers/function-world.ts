import { defined } from '../../src/defined.ts';
import { createHost, type Host } from '../../src/handlers/function/host.ts';
import { openOssStore } from '../../src/handlers/function/platforms/open-oss-store.ts';
import type { Fetch } from '../../src/handlers/http/oidc/fetch-document.ts';
import { createOssStore } from '../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../src/stores/store.ts';
import { localCredentials, openLocalOss } from '../contract/local-oss.ts';
import { RULES } from './handler-world.ts';

export const TOKEN = 'a-token';

export interface FunctionWorld {
  readonly host: Host;
  readonly endpoint: string;
  readonly store: Store;
  /** The context that the platform passes to a handler, with credentials. */
  readonly context: unknown;
  readonly lines: string[];
  put(...keys: string[]): Promise<void>;
  target(alias: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A deployed function as it runs in the cloud, with the local store over HTTP. */
export async function functionWorld(
  variables: Record<string, string> = {},
  rules = RULES,
  fetch?: Fetch,
): Promise<FunctionWorld> {
  const oss = await openLocalOss('Enabled');
  const lines: string[] = [];
  const host = createHost({
    openStore: openOssStore,
    rules,
    environment: {
      OSS_ENDPOINT: oss.endpoint,
      OSS_REGION: 'cn-hangzhou',
      OSS_BUCKET: 'demo',
      AUTOALIAS_TOKEN: TOKEN,
      ...variables,
    },
    write: (line) => lines.push(line),
    ...defined({ fetch }),
  });
  const store = createOssStore({
    endpoint: oss.endpoint,
    region: 'cn-hangzhou',
    bucket: 'demo',
    credentials: () => localCredentials,
  });
  return {
    host,
    endpoint: oss.endpoint,
    store,
    context: { requestId: 'R1', region: 'cn-hangzhou', credentials: { ...localCredentials, securityToken: '' } },
    lines,
    put: async (...keys) => {
      for (const key of keys) await store.send({ operation: 'PutObject', key, body: new TextEncoder().encode(key) });
    },
    target: async (alias) => {
      const link = await store.send({ operation: 'GetSymlink', key: alias });
      return link.found === 'symlink' ? link.target : undefined;
    },
    close: async () => {
      await host.close();
      await store.close();
      await oss.close();
    },
  };
}

/** The event that an OSS trigger sends. */
export function ossEvent(...keys: string[]): Buffer {
  return Buffer.from(
    JSON.stringify({
      events: keys.map((key) => ({
        eventName: 'ObjectCreated:PutObject',
        eventSource: 'acs:oss',
        eventTime: '2026-11-20T12:00:00.000Z',
        eventVersion: '1.0',
        oss: {
          bucket: { arn: 'acs:oss:cn-hangzhou:1:demo', name: 'demo', ownerIdentity: '1' },
          object: { key, eTag: 'E', size: 1, deltaSize: 1 },
          ossSchemaVersion: '1.0',
          ruleId: 'r',
        },
        region: 'cn-hangzhou',
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { requestId: '5FF16B65F05BC932307A3C3C' },
        userIdentity: { principalId: '1' },
      })),
    }),
  );
}
