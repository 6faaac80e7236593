import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe } from 'vitest';
import { type EmbeddedBos, type StartBosOptions, startBos } from '../../src/local/embedded/start-bos.ts';

type Headers = Readonly<Record<string, string>>;

/** An answer as the SDK returns it: header names in lower case, ETags without quotes. */
export interface BosReply<Body = unknown> {
  readonly http_headers: Headers;
  readonly body: Body;
}

/** What the SDK rejects with. */
export interface BosRejection {
  readonly status_code: number;
  readonly code?: string;
  readonly message?: unknown;
}

type OfVersion = { readonly versionId?: string };
type Options = Readonly<Record<string, unknown>>;

export interface ListedBos {
  readonly key: string;
  readonly eTag?: string;
  readonly size?: number;
  readonly storageClass?: string;
  readonly versionId?: string;
  readonly isLatest?: boolean;
  readonly deleteMarker?: boolean;
}

export interface ListPage {
  readonly isTruncated: boolean;
  readonly nextMarker?: string;
  readonly nextVersionIdMarker?: string;
  readonly contents: readonly ListedBos[];
  readonly commonPrefixes?: readonly { readonly prefix: string }[];
}

/** The part of `BosClient` that the tests use. Its own types declare a global namespace, and have no symlinks. */
export interface BosClient {
  listBuckets(): Promise<
    BosReply<{ readonly buckets: readonly { readonly name: string; readonly location: string }[] }>
  >;
  createBucket(bucket: string): Promise<BosReply>;
  doesBucketExist(bucket: string): Promise<boolean>;
  deleteBucket(bucket: string): Promise<BosReply>;
  getBucketLocation(bucket: string): Promise<BosReply<{ readonly locationConstraint: string }>>;
  setBucketCannedAcl(bucket: string, acl: string): Promise<BosReply>;
  setBucketAcl(bucket: string, grants: readonly object[]): Promise<BosReply>;
  getBucketAcl(bucket: string): Promise<BosReply<{ readonly accessControlList: readonly object[] }>>;
  putBucketStorageclass(bucket: string, storageClass: string): Promise<BosReply>;
  getBucketStorageclass(bucket: string): Promise<BosReply<{ readonly storageClass: string }>>;
  putBucketVersioning(bucket: string, status: string): Promise<BosReply>;
  getBucketVersioning(bucket: string): Promise<BosReply<{ readonly status: string }>>;
  getBucketLifecycle(bucket: string): Promise<BosReply>;
  listObjects(bucket: string, options?: Options): Promise<BosReply<ListPage>>;
  listObjectVersions(bucket: string, options?: Options): Promise<BosReply<ListPage>>;
  putObject(bucket: string, key: string, body: Buffer, options?: Options): Promise<BosReply>;
  putObjectFromString(bucket: string, key: string, text: string, options?: Options): Promise<BosReply>;
  getObject(bucket: string, key: string, range?: string, options?: OfVersion): Promise<BosReply<Buffer>>;
  getObjectMetadata(bucket: string, key: string, options?: OfVersion): Promise<BosReply>;
  deleteObject(bucket: string, key: string, options?: OfVersion): Promise<BosReply>;
  deleteMultipleObjects(
    bucket: string,
    objects: readonly (string | { readonly key: string; readonly versionId?: string })[],
  ): Promise<BosReply<{ readonly errors?: readonly object[] }>>;
  copyObject(
    sourceBucket: string,
    sourceKey: string,
    bucket: string,
    key: string,
    options?: Options,
  ): Promise<BosReply<{ readonly eTag: string }>>;
  putObjectCannedAcl(bucket: string, key: string, acl: string): Promise<BosReply>;
  getObjectAcl(bucket: string, key: string): Promise<BosReply<{ readonly accessControlList: readonly object[] }>>;
  /** It fails without its third argument. */
  deleteObjectAcl(bucket: string, key: string, options: Options): Promise<BosReply>;
  appendObjectFromString(bucket: string, key: string, text: string, offset?: number): Promise<BosReply>;
  initiateMultipartUpload(bucket: string, key: string): Promise<BosReply>;
  listMultipartUploads(bucket: string): Promise<BosReply<{ readonly uploads: readonly object[] }>>;
  /** `forbidOverwrite: true` forbids. In the comment of the SDK it is the opposite. */
  putSymlink(bucket: string, key: string, target: string, forbidOverwrite?: boolean): Promise<BosReply>;
  getSymlink(bucket: string, key: string): Promise<BosReply>;
  generatePresignedUrl(
    bucket: string,
    key: string,
    timestamp: number,
    expirationInSeconds?: number,
    headers?: Headers,
    params?: Readonly<Record<string, string>>,
    headersToSign?: readonly string[],
  ): string;
  /** For calls without a method of their own, such as tags and other headers of PutSymlink. */
  sendRequest(
    method: string,
    request: { bucketName: string; key?: string; params?: Options; headers?: Headers; body?: string },
  ): Promise<BosReply>;
}

export interface BosClientConfig {
  readonly endpoint: string;
  readonly credentials: { readonly ak: string; readonly sk: string };
  readonly sessionToken?: string;
  readonly pathStyleEnable?: boolean;
  readonly cname_enabled?: boolean;
  readonly removeVersionPrefix?: boolean;
  readonly proxy?: { readonly host: string; readonly port: number };
}

interface BosSdk {
  readonly BosClient: new (config: BosClientConfig) => BosClient;
}

/** The vendor's client, unchanged. */
const { BosClient } = createRequire(import.meta.url)('@baiducloud/sdk') as BosSdk;

type Form = (bos: EmbeddedBos) => Omit<BosClientConfig, 'credentials'>;

function viaProxy({ endpoint }: EmbeddedBos): { readonly proxy: { readonly host: string; readonly port: number } } {
  const { hostname, port } = new URL(endpoint);
  return { proxy: { host: hostname, port: Number(port) } };
}

const forms: readonly (readonly [name: string, form: Form])[] = [
  ['/v1/bucket/key at an IP address', ({ endpoint }) => ({ endpoint })],
  ['/bucket/key at an IP address', ({ endpoint }) => ({ endpoint, removeVersionPrefix: true })],
  [
    '/v1/bucket/key at a name',
    ({ endpoint }) => ({ endpoint: endpoint.replace('127.0.0.1', 'localhost'), pathStyleEnable: true }),
  ],
  // The store is the HTTP proxy, so names of the vendor lead to it without DNS, in absolute targets.
  ['/v1/key at the host of the bucket', (bos) => ({ endpoint: 'http://bj.bcebos.com', ...viaProxy(bos) })],
  [
    '/key at the host of the bucket',
    (bos) => ({ endpoint: 'http://bj.bcebos.com', removeVersionPrefix: true, ...viaProxy(bos) }),
  ],
];

export function bosClient(bos: EmbeddedBos, config: Omit<BosClientConfig, 'credentials'>): BosClient {
  const { accessKeyId, accessKeySecret, securityToken } = bos.credentials;
  return new BosClient({
    credentials: { ak: accessKeyId, sk: accessKeySecret },
    ...(securityToken !== undefined && { sessionToken: securityToken }),
    ...config,
  });
}

/** What exists while a test runs. */
export interface BosBench {
  readonly bos: EmbeddedBos;
  readonly client: BosClient;
}

/** Runs the tests of `define` with each form of address that the SDK can send. */
export function describeBosClient(
  title: string,
  options: StartBosOptions,
  define: (bench: () => BosBench) => void,
): void {
  describe.each(forms)(`${title}: %s`, (_, form) => {
    let bench: BosBench | undefined;
    beforeEach(async () => {
      const bos = await startBos(options);
      bench = { bos, client: bosClient(bos, form(bos)) };
    });
    afterEach(() => bench?.bos.close());
    define(() => {
      if (bench === undefined) throw new Error('no store is running');
      return bench;
    });
  });
}

/** Status and code of what the SDK rejects with. The SDK resolves HEAD without a code. */
export async function rejection(sent: Promise<unknown>): Promise<string> {
  const outcome = await sent.then(
    () => 'fulfilled',
    (error: BosRejection) => [error.status_code, error.code].filter((part) => part !== undefined).join(' '),
  );
  return outcome;
}
