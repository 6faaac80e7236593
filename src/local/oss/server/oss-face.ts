import { randomBytes } from 'node:crypto';
import { rememberSigningKey } from '../../../oss-wire/sign-v4.ts';
import { httpDate } from '../../server/answer/times.ts';
import type { AuthorizedRequest, Face, ReadRequest } from '../../server/face.ts';
import { type NotAllowed, routeFinder } from '../../server/find-route.ts';
import type { StoreParts } from '../../server/store-parts.ts';
import { faultAnswer } from '../answer/fault-answer.ts';
import { notEmulated, notImplemented } from '../answer/not-emulated.ts';
import { requestRefusal } from '../answer/request-refusal.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { type VerifiedRequest, type Verifier, verifyRequest } from '../auth/verify-request.ts';
import { type Address, addresses } from './addresses.ts';
import { routes } from './routes.ts';

/** The protocol of OSS. */
export function ossFace(now: () => number): Face {
  const signingKey = rememberSigningKey();
  return {
    headerPrefix: 'x-oss-',
    documentType: 'application/xml',
    newRequestId: requestIds(now),
    commonHeaders: ({ requestId, now: time, milliseconds }) => ({
      server: 'AliyunOSS',
      date: httpDate(time),
      'x-oss-request-id': requestId,
      'x-oss-server-time': String(Math.max(0, Math.round(milliseconds))),
    }),
    refusal: requestRefusal,
    faultAnswer,
    authorize: (request, parts) => authorize(request, parts, signingKey),
    route: findRoute,
  };
}

/** Finds the operation of a request. Throws `NotImplemented` if it is not emulated, otherwise `MethodNotAllowed`. */
export const findRoute = routeFinder({
  routes,
  notEmulated,
  notImplemented: (row, method) => notImplemented(row, [['Method', method]]),
  notAllowed,
});

function notAllowed({ method, level, subresource, asked }: NotAllowed): WireFault {
  return new WireFault('MethodNotAllowed', {
    message: `The specified method is not allowed against this resource: ${asked} at the level of the ${level}.`,
    elements: [
      ['Method', method],
      ['ResourceType', subresource ?? level],
    ],
  });
}

function authorize(
  { method, host, path, query, headers }: ReadRequest,
  parts: StoreParts,
  signingKey: Verifier['signingKey'],
): AuthorizedRequest {
  const verifier = { credentials: parts.credentials, region: parts.region, signingKey, now: parts.now() };
  const readings = () =>
    addresses({
      host,
      path,
      bucketExists: (bucket) => parts.engine.listBuckets().some(({ name }) => name === bucket),
      buckets: () => parts.engine.listBuckets().map(({ name }) => name),
    });
  const { address, signed } = verifyAfterBucket(
    () => verifyRequest({ method, headers, query, addresses: readings() }, verifier),
    () => requireBucket(parts, method, readings()),
  );
  const { style, ...resource } = address;
  return { ...resource, hasBucketInHost: style === 'virtual-host', signed };
}

/**
 * OSS looks up the bucket before the access key: with an unknown access key id, a missing bucket is NoSuchBucket (Go SDK
 * v2, IsBucketExist). This does not apply to wrong signatures, because a misread address also causes them.
 */
function verifyAfterBucket(verify: () => VerifiedRequest, findBucket: () => void): VerifiedRequest {
  try {
    return verify();
  } catch (fault) {
    if (fault instanceof WireFault && fault.ossCode === 'InvalidAccessKeyId') findBucket();
    throw fault;
  }
}

/** Throws `NoSuchBucket` if the most likely address has a missing bucket, except for requests that create one. */
function requireBucket({ engine }: StoreParts, method: string, readings: Iterable<Address>): void {
  const [likeliest] = readings;
  const bucket = likeliest?.bucket;
  if (bucket === undefined || (method === 'PUT' && likeliest?.key === undefined)) return;
  engine.getBucket({ bucket });
}

/** Makes request ids of the shape that OSS shows: 24 upper-case hex digits, the first eight of them Unix seconds. */
export function requestIds(now: () => number): () => string {
  let pool = Buffer.alloc(0);
  let used = 0;
  return () => {
    // Random bytes are read in bulk. Reading eight at a time would be the slowest part of a request.
    if (used >= pool.length) {
      pool = randomBytes(4096);
      used = 0;
    }
    const seconds = Math.floor(now() / 1000) % 2 ** 32;
    const id = seconds.toString(16).padStart(8, '0') + pool.toString('hex', used, used + 8);
    used += 8;
    return id.toUpperCase();
  };
}
