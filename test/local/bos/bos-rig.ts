import { authorizeBce } from '../../../src/bce-wire/authorize-bce.ts';
import { uriEncodePath } from '../../../src/bce-wire/uri-encode.ts';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import { BOS_DIALECT } from '../../../src/bucket/dialects/bos-dialect.ts';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import type { UnverifiedChoices } from '../../../src/bucket/unverified-choices.ts';
import { createBosServer } from '../../../src/local/bos/server/create-bos-server.ts';
import type { StoreLogEntry } from '../../../src/local/server/store-parts.ts';
import type { Credentials } from '../../../src/oss-wire/credentials.ts';
import type { QueryPair } from '../../../src/oss-wire/signable-request.ts';
import { createMemoryBlobs } from '../oss/memory-blobs.ts';
import {
  credentials,
  newYear,
  queryText,
  type RawAnswer,
  type RawRequest,
  sendRaw,
  temporary,
} from '../oss/oss-rig.ts';

export { credentials, newYear, temporary };

/** The host of every signed request. */
export const HOST = 'bj.bcebos.com';

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
  readonly versioning?: VersioningStatus;
  /** The access keys that the server accepts. */
  readonly keys?: readonly Credentials[];
  /** Unix milliseconds. */
  readonly now?: number;
}

/** A listening server over buckets of BOS in memory, with a bucket `demo`. */
export async function openBosRig(
  choices: Partial<UnverifiedChoices> = {},
  { versioning = 'Never', keys = [credentials, temporary], now = newYear }: RigOptions = {},
) {
  const clock = { now };
  const blobs = createMemoryBlobs();
  const log: StoreLogEntry[] = [];
  let ids = 0;
  const engine = createBucketEngine({
    table: createMemoryTable(),
    now: () => clock.now,
    newId: () => (++ids).toString(16).padStart(32, '0'),
    release: (id) => void blobs.remove(id),
    dialect: BOS_DIALECT,
    choices,
  });
  engine.createBucket({ bucket: 'demo' });
  if (versioning !== 'Never') engine.putBucketVersioning({ bucket: 'demo', status: versioning });
  const server = createBosServer({
    engine,
    commit: async (work) => work(),
    blobs,
    credentials: (id) => keys.find(({ accessKeyId }) => accessKeyId === id),
    region: 'bj',
    now: () => clock.now,
    log: (entry) => log.push(entry),
  });
  const url = await server.listen(0);
  const raw = (request: RawRequest): Promise<RawAnswer> => sendRaw(url, request);
  const send = (request: SignedRequest): Promise<RawAnswer> => raw(signed(request, clock.now));
  return {
    clock,
    blobs,
    log,
    engine,
    url,
    raw,
    send,
    /** Uploads an object to `demo`. */
    put: (key: string, body = `body of ${key}`, headers: Readonly<Record<string, string>> = {}) =>
      // Node sends headers in the encoding of a text body.
      send({ method: 'PUT', bucket: 'demo', key, body: Buffer.from(body), headers }),
    /** Writes a link in `demo`. */
    link: (key: string, target: string, headers: Readonly<Record<string, string>> = {}) =>
      send({
        method: 'PUT',
        bucket: 'demo',
        key,
        query: [['symlink', '']],
        headers: { 'x-bce-symlink-target': target, ...headers },
      }),
    /** Reads an object of `demo`, or sends another request to it. */
    ask: (key: string, query: readonly QueryPair[] = [], more: SignedRequest = {}) =>
      send({ bucket: 'demo', key, query, ...more }),
    close: server.close,
  };
}

export type BosRig = Awaited<ReturnType<typeof openBosRig>>;

/** A signed request in path style. */
export function signed(request: SignedRequest, now: number): RawRequest {
  const { method = 'GET', bucket, key, query = [], headers = {}, body, as = credentials } = request;
  const path = bucket === undefined ? '/v1' : `/v1/${bucket}${key === undefined ? '' : `/${uriEncodePath(key)}`}`;
  const length =
    method === 'PUT' || method === 'POST' ? { 'content-length': String(Buffer.byteLength(body ?? '')) } : {};
  const authorized = authorizeBce(
    { method, path, query, headers: { host: HOST, ...length, ...headers } },
    { credentials: as, now },
  );
  const target = query.length === 0 ? path : `${path}?${queryText(query)}`;
  return { method, target, headers: authorized, ...(body === undefined ? {} : { body }) };
}

/** The JSON document of an answer. */
export function json({ body }: RawAnswer): unknown {
  return body === '' ? undefined : JSON.parse(body);
}

/** Status and code of an answer, such as `404 NoSuchKey`. */
export function outcome(answer: RawAnswer): string {
  const isDocument = answer.headers['content-type']?.startsWith('application/json') === true;
  const document = isDocument ? json(answer) : undefined;
  const code = typeof document === 'object' && document !== null && 'code' in document ? ` ${document.code}` : '';
  return `${answer.status}${code}`;
}
