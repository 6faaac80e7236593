import { createRequire } from 'node:module';
import { CREDENTIALS } from '../local/cloud-rig.ts';

/** What @baiducloud/sdk resolves with. Its own types are global and incomplete. */
export interface BceAnswer {
  readonly http_headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The error of the SDK. */
export interface BceError {
  readonly status_code: number;
  readonly code: string;
  readonly message: unknown;
  readonly request_id: string;
}

export interface CfcClient {
  listFunctions(options?: { readonly Marker?: number; readonly MaxItems?: number }): Promise<BceAnswer>;
  getFunction(name: string, options?: { readonly Qualifier: string }): Promise<BceAnswer>;
  getFunctionConfiguration(name: string): Promise<BceAnswer>;
  listVersionsByFunction(name: string): Promise<BceAnswer>;
  listAliases(name: string): Promise<BceAnswer>;
  deleteFunction(name: string): Promise<BceAnswer>;
  invocations(
    name: string,
    event: unknown,
    options?: { readonly invocationType?: string; readonly logType?: string; readonly Qualifier?: string },
  ): Promise<BceAnswer>;
}

export interface BosClient {
  createBucket(bucket: string): Promise<BceAnswer>;
  deleteBucket(bucket: string): Promise<BceAnswer>;
  putObject(bucket: string, key: string, body: Buffer): Promise<BceAnswer>;
  deleteObject(bucket: string, key: string): Promise<BceAnswer>;
  getSymlink(bucket: string, key: string): Promise<BceAnswer>;
}

interface Config {
  readonly endpoint: string;
  readonly credentials: { readonly ak: string; readonly sk: string };
}

/** The vendor's SDK, unchanged. */
const sdk = createRequire(import.meta.url)('@baiducloud/sdk') as {
  readonly CfcClient: new (config: Config) => CfcClient;
  readonly BosClient: new (config: Config) => BosClient;
};

function configOf(endpoint: string, { accessKeyId, accessKeySecret } = CREDENTIALS): Config {
  return { endpoint, credentials: { ak: accessKeyId, sk: accessKeySecret } };
}

export function cfcClient(endpoint: string, keys = CREDENTIALS): CfcClient {
  return new sdk.CfcClient(configOf(endpoint, keys));
}

export function bosClient(endpoint: string, keys = CREDENTIALS): BosClient {
  return new sdk.BosClient(configOf(endpoint, keys));
}
