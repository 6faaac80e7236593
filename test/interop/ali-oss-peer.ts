import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import OSS from 'ali-oss';

/** Resolves every host name to this machine, so that a bucket's own host works without DNS. */
const toLoopback: LookupFunction = (_host, options, done) => {
  if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

/** Keeps no connections, so that a server can close as soon as its test ends. */
export const loopbackAgent = new Agent({ lookup: toLoopback, keepAlive: false });

type Headers = Readonly<Record<string, string | undefined>>;
interface Reply {
  readonly res: { readonly status: number; readonly headers: Headers };
}
interface Listed {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly etag: string;
  readonly storageClass: string;
  readonly restoreInfo?: { readonly ongoingRequest: boolean; readonly expiryDate?: Date };
}
interface Version extends Listed {
  readonly versionId: string;
  readonly isLatest: boolean;
}
type OfVersion = { readonly versionId?: string };
type Query = Readonly<Record<string, string | number>>;
type Objects = Reply & { readonly objects: readonly Listed[]; readonly prefixes: readonly string[] | null };

/** The part of `ali-oss` that the tests use: its own types lack versions, tags and more. */
export interface AliOss {
  put(
    name: string,
    body: Buffer | NodeJS.ReadableStream,
    options?: { headers?: Headers; mime?: string; meta?: Headers },
  ): Promise<Reply>;
  restore(
    name: string,
    options?: { readonly type: string; readonly Days?: number; readonly JobParameters?: string },
  ): Promise<Reply>;
  get(name: string, options?: OfVersion): Promise<Reply & { readonly content: Buffer }>;
  head(name: string, options?: OfVersion): Promise<Reply & { readonly meta: Headers | null }>;
  copy(name: string, source: string, options?: OfVersion): Promise<Reply>;
  delete(name: string, options?: OfVersion): Promise<Reply>;
  deleteMulti(
    names: readonly (string | { key: string; versionId?: string })[],
  ): Promise<Reply & { readonly deleted: readonly Headers[] }>;
  putSymlink(
    name: string,
    target: string,
    options?: { headers?: Headers; meta?: Headers; storageClass?: string },
  ): Promise<Reply>;
  getSymlink(name: string, options?: OfVersion): Promise<Reply & { readonly targetName: string }>;
  putObjectTagging(name: string, tags: Readonly<Record<string, string>>, options?: OfVersion): Promise<Reply>;
  getObjectTagging(name: string, options?: OfVersion): Promise<Reply & { readonly tag: Headers }>;
  getACL(name: string, options?: OfVersion): Promise<Reply & { readonly acl: string }>;
  deleteObjectTagging(name: string, options?: OfVersion): Promise<Reply>;
  list(query: Query, options: object): Promise<Objects & { isTruncated: boolean; nextMarker: string | null }>;
  listV2(query: Query): Promise<Objects & { isTruncated: boolean; nextContinuationToken: string | null }>;
  listObjectVersions(query?: Query): Promise<
    Reply & {
      readonly objects: readonly Version[];
      readonly deleteMarker: readonly { readonly name: string; readonly versionId: string }[];
      readonly isTruncated: boolean;
      readonly nextKeyMarker: string | null;
      readonly nextVersionIdMarker: string | null;
    }
  >;
  putBucketVersioning(bucket: string, status: 'Enabled' | 'Suspended'): Promise<Reply>;
  getBucketVersioning(bucket: string): Promise<Reply & { readonly versionStatus?: string }>;
  signatureUrl(name: string, options: { expires: number }): string;
  signatureUrlV4(method: string, expires: number, request: object, name: string): Promise<string>;
}

export interface AliOssOptions {
  readonly endpoint: string;
  readonly authorizationV4: boolean;
  readonly cname?: boolean;
  readonly sldEnable?: boolean;
  readonly accessKeySecret?: string;
}

/** The vendor's own client, connected to the bucket `demo` of the local OSS. */
export function aliOss(options: AliOssOptions): AliOss {
  const all = {
    accessKeyId: 'autoalias',
    accessKeySecret: 'autoalias-secret',
    bucket: 'demo',
    region: 'oss-cn-hangzhou',
    secure: false,
    agent: loopbackAgent,
    ...options,
  };
  return new OSS(all) as unknown as AliOss;
}
