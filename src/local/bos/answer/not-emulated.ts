import type { NotEmulated } from '../../server/not-emulated.ts';
import { BosFault } from './bos-fault.ts';

const notForAliases = 'Aliases do not use it, and it does not change them.';
const tryOnBos = 'Test it with a bucket on BOS.';

const settings = [
  ...['cors', 'lifecycle', 'logging', 'website', 'encryption', 'notification', 'replication', 'replicationProgress'],
  ...['trash', 'copyrightProtection', 'mirroring', 'quota', 'inventory', 'objectlock', 'extendobjectlock'],
  ...['completeobjectlock', 'tagging', 'requestPayment', 'bucketAcceleration'],
];

/** Everything that is not emulated. The server refuses requests by this list, and src/local/README.md contains it. */
export const notEmulated: readonly NotEmulated[] = [
  {
    name: 'Multipart upload (InitiateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload, AbortMultipartUpload, ListParts); ListMultipartUploads returns an empty list',
    level: 'object',
    query: ['uploads', 'uploadId', 'partNumber'],
    answer: 'refused',
    why: 'The result of a multipart upload is one object, which PutObject creates too.',
    instead: 'Use PutObject, up to 5 GB.',
  },
  {
    name: 'AppendObject',
    level: 'object',
    query: ['append'],
    answer: 'refused',
    why: 'A release does not change after it was uploaded.',
    instead: 'Write the whole object with PutObject.',
  },
  {
    name: 'FetchObject, SelectObject and RestoreObject',
    level: 'object',
    query: ['fetch', 'select', 'restore'],
    answer: 'refused',
    why: notForAliases,
    instead: tryOnBos,
  },
  {
    name: 'PostObject (HTML form upload)',
    level: 'bucket',
    methods: ['POST'],
    answer: 'refused',
    why: 'It is PutObject for web pages, with another signature.',
    instead: 'Use PutObject with a presigned URL.',
  },
  {
    name: 'Processing and callbacks (x-bce-process)',
    query: ['x-bce-process'],
    headers: ['x-bce-process'],
    answer: 'refused',
    why: 'An alias serves the bytes of its target unchanged, and no callback would be called.',
    instead: 'Process after the download, and use a trigger of the local cloud.',
  },
  {
    name: 'Server-side encryption (x-bce-server-side-encryption)',
    headers: [
      'x-bce-server-side-encryption',
      'x-bce-server-side-encryption-customer-key',
      'x-bce-server-side-encryption-bos-kms-key-id',
    ],
    answer: 'refused',
    why: 'Bodies are stored on your disk unencrypted, and the header promises encryption.',
    instead: 'Leave the header out locally.',
  },
  {
    name: 'ACLs for other accounts (x-bce-grant-read, x-bce-grant-full-control)',
    headers: ['x-bce-grant-read', 'x-bce-grant-full-control'],
    answer: 'refused',
    why: 'There is one account.',
    instead: 'Use x-bce-acl: private, public-read or public-read-write.',
  },
  {
    name: 'Cross-origin requests (OPTIONS)',
    methods: ['OPTIONS'],
    answer: 'refused',
    why: 'No rule can be stored, so no origin is allowed.',
    instead: 'Open a presigned link in the browser.',
  },
  {
    name: 'Lifecycle, CORS, logging, website, encryption, notifications, replication, tags and other settings of a bucket',
    level: 'bucket',
    query: settings,
    answer: 'refused',
    why: notForAliases,
    instead: tryOnBos,
  },
  {
    name: 'Quotas of the account',
    level: 'service',
    query: ['userQuota'],
    answer: 'refused',
    why: notForAliases,
    instead: tryOnBos,
  },
  {
    name: 'Traffic limits (x-bce-traffic-limit)',
    headers: ['x-bce-traffic-limit'],
    query: ['x-bce-traffic-limit'],
    answer: 'no effect',
    why: 'The speed of local requests is not limited.',
    instead: tryOnBos,
  },
  {
    name: 'Buckets in several zones (enableMultiAZ)',
    answer: 'no effect',
    why: 'There is one disk.',
    instead: tryOnBos,
  },
  {
    name: 'IAM users and policies',
    answer: 'no effect',
    why: 'The only access key has all rights. ACLs apply to requests without a signature.',
    instead: tryOnBos,
  },
];

/** Refuses an operation that the store does not emulate: names it, the reason, and what to do instead. */
export function notImplemented({ name, why, instead }: NotEmulated): BosFault {
  return new BosFault('NotImplemented', {
    message: `The local store does not emulate this: ${name}. ${why} ${instead}`,
  });
}
