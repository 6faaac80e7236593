import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { UnverifiedChoices } from '../../../src/bucket/unverified-choices.ts';
import { createOssServer } from '../../../src/local/oss/server/create-oss-server.ts';
import type { StoreLogEntry, StoreParts } from '../../../src/local/server/store-parts.ts';
import type { Credentials } from '../../../src/oss-wire/credentials.ts';
import { encodeKey, percentEncode } from '../../../src/oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../src/oss-wire/signable-request.ts';
import { authorizedHeaders } from '../../oss-wire/header-record.ts';
import { createMemoryBlobs } from './memory-blobs.ts';

export const credentials: Credentials = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
export const temporary: Credentials = { accessKeyId: 'STS.one', accessKeySecret: 'other', securityToken: 'token' };

/** 2025-01-01T00:00:00Z, the time of every rig's clock until a test changes it. */
export const newYear = Date.UTC(2025, 0, 1);

export interface RawRequest {
  readonly method?: string;
  /** Byte for byte what follows the method. */
  readonly target: string;
  /** A list is sent as repeated headers. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface SignedRequest {
  readonly method?: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly query?: readonly QueryPair[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly as?: Credentials;
}

export interface RigOptions {
  readonly commit?: StoreParts['commit'];
  /** The access keys that the server accepts. */
  readonly keys?: readonly Credentials[];
}

/** A listening server over buckets in memory, with a bucket `demo` that was never versioned. */
export async function openOssRig(
  choices: Partial<UnverifiedChoices> = {},
  { commit = async (work) => work(), keys = [credentials, temporary] }: RigOptions = {},
) {
  const clock = { now: newYear };
  const blobs = createMemoryBlobs();
  const log: StoreLogEntry[] = [];
  let ids = 0;
  const engine = createBucketEngine({
    table: createMemoryTable(),
    now: () => clock.now,
    newId: () => (++ids).toString(16).padStart(32, '0'),
    release: (id) => void blobs.remove(id),
    choices,
  });
  engine.createBucket({ bucket: 'demo' });
  const server = createOssServer({
    engine,
    commit,
    blobs,
    credentials: (id) => keys.find(({ accessKeyId }) => accessKeyId === id),
    region: 'cn-hangzhou',
    now: () => clock.now,
    log: (entry) => log.push(entry),
  });
  const url = await server.listen(0);
  const raw = (request: RawRequest): Promise<RawAnswer> => sendRaw(url, request);
  return {
    clock,
    blobs,
    log,
    engine,
    url,
    raw,
    send: (request: SignedRequest) => raw(signed(request, clock.now)),
    close: server.close,
  };
}

export type OssRig = Awaited<ReturnType<typeof openOssRig>>;

/** A V4-signed request in path style. */
export function signed(request: SignedRequest, now: number): RawRequest {
  const { method = 'GET', bucket, key, query = [], headers = {}, body, as = credentials } = request;
  const authorized = authorizedHeaders(
    { method, query, headers, ...(bucket === undefined ? {} : { bucket }), ...(key === undefined ? {} : { key }) },
    { credentials: as, region: 'cn-hangzhou', now },
  );
  const path = bucket === undefined ? '/' : `/${bucket}/${key === undefined ? '' : encodeKey(key)}`;
  const target = query.length === 0 ? path : `${path}?${queryText(query)}`;
  return { method, target, headers: authorized, ...(body === undefined ? {} : { body }) };
}

export function queryText(query: readonly QueryPair[]): string {
  return query
    .map(([name, value]) => (value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`))
    .join('&');
}

export function sendRaw(url: string, { method = 'GET', target, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = httpRequest({ hostname, port, method, path: target, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
