import type { XmlNode } from '../../../oss-wire/write-xml.ts';
import type { NotEmulated } from '../../server/not-emulated.ts';
import { unsetSettings } from './unset-settings.ts';
import { WireFault } from './wire-fault.ts';

const notForAliases = 'Aliases do not use it, and it does not change them.';
const tryOnOss = 'Test it with a bucket on OSS.';

const readableSettings = unsetSettings.map(({ subresource }) => subresource);
const settings = [
  ...['accessMonitor', 'accessPoint', 'accessPointPolicy', 'archiveDirectRead', 'cname', 'comp', 'httpsConfig'],
  ...['metaQuery', 'objectWorm', 'overwriteConfig', 'publicAccessBlock', 'qosInfo', 'replication'],
  ...['replicationLocation', 'replicationProgress', 'requesterQosInfo', 'resourceGroup', 'responseHeader', 'rtc'],
  ...['stat', 'style', 'styleName', 'userDefinedLogFieldsConfig', 'wormExtend', 'wormId'],
];

/** Everything that is not emulated. The server refuses requests by this list, and src/local/README.md contains it. */
export const notEmulated: readonly NotEmulated[] = [
  {
    name: 'Multipart upload (InitiateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload, AbortMultipartUpload, ListParts); ListMultipartUploads returns an empty list',
    level: 'object',
    query: ['uploads', 'uploadId', 'partNumber'],
    answer: 'refused',
    why: 'The result of a multipart upload is one object, which PutObject creates too.',
    instead: 'Use PutObject, up to 5 GB: `put` in ali-oss, `--bigfile-threshold` above the file size in ossutil.',
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
    name: 'PostObject (HTML form upload)',
    level: 'bucket',
    methods: ['POST'],
    answer: 'refused',
    why: 'It is PutObject for web pages, with another signature.',
    instead: 'Use PutObject with a presigned URL.',
  },
  {
    name: 'CleanRestoredObject',
    level: 'object',
    query: ['cleanRestoredObject'],
    answer: 'refused',
    why: 'A restored object is archived again when its days are over.',
    instead: 'Restore it for one day.',
  },
  {
    name: 'Processing on read or write (x-oss-process, SelectObject)',
    query: ['x-oss-process', 'x-oss-async-process'],
    answer: 'refused',
    why: 'An alias serves the bytes of its target unchanged.',
    instead: 'Process after the download.',
  },
  {
    name: 'Callback after upload (x-oss-callback)',
    query: ['callback'],
    headers: ['x-oss-callback'],
    answer: 'refused',
    why: 'If the store ignored the header, the upload would look as if the callback had been called.',
    instead: 'Use a trigger of the local cloud.',
  },
  {
    name: 'Server-side encryption (x-oss-server-side-encryption)',
    headers: [
      'x-oss-server-side-encryption',
      'x-oss-server-side-encryption-key-id',
      'x-oss-server-side-data-encryption',
    ],
    answer: 'refused',
    why: 'Bodies are stored on your disk unencrypted, and the header promises encryption.',
    instead: 'Leave the header out locally.',
  },
  {
    name: 'Cross-origin requests (OPTIONS, PutBucketCors)',
    methods: ['OPTIONS'],
    answer: 'refused',
    why: 'No rule can be stored, so no origin is allowed, as in a bucket of OSS without CORS rules.',
    instead: 'Open a presigned link in the browser.',
  },
  {
    name: 'Changing lifecycle, CORS, policy, logging, website, referer, encryption, inventory, tags and other bucket settings (reading them works, and returns that they are not set)',
    level: 'bucket',
    methods: ['PUT', 'POST', 'DELETE'],
    query: [...settings, ...readableSettings],
    answer: 'refused',
    why: notForAliases,
    instead: tryOnOss,
  },
  {
    name: 'Reading bucket statistics, access points, replication and other settings without a simple default',
    level: 'bucket',
    methods: ['GET', 'HEAD'],
    query: settings,
    answer: 'refused',
    why: notForAliases,
    instead: tryOnOss,
  },
  {
    name: 'Live streaming, asynchronous fetch, vod playlists (ListLiveChannel returns an empty list)',
    level: 'object',
    query: ['live', 'vod', 'asyncFetch'],
    answer: 'refused',
    why: notForAliases,
    instead: tryOnOss,
  },
  {
    name: 'Regions and account settings (DescribeRegions, account-level public access block)',
    level: 'service',
    query: ['regions', 'regionList', 'publicAccessBlock', 'qosInfo', 'cloudboxes'],
    answer: 'refused',
    why: 'There is one region and one account.',
    instead: tryOnOss,
  },
  {
    name: 'Requester pays, traffic limits (x-oss-request-payer, x-oss-traffic-limit)',
    headers: ['x-oss-request-payer', 'x-oss-traffic-limit'],
    answer: 'no effect',
    why: 'Local requests cost nothing, and their speed is not limited.',
    instead: tryOnOss,
  },
  {
    name: 'Minimum sizes and minimum storage times of storage classes (archived objects must be restored before a read)',
    headers: ['x-oss-storage-class'],
    answer: 'no effect',
    why: 'They only affect costs. Archived objects must be restored before a read, as on OSS.',
    instead: tryOnOss,
  },
  {
    name: 'Compression on read (Accept-Encoding: gzip)',
    headers: ['accept-encoding'],
    answer: 'no effect',
    why: 'Bytes are sent as stored, which every client of OSS accepts.',
    instead: 'Upload the compressed bytes with Content-Encoding: gzip.',
  },
  {
    name: 'V2 signatures (Authorization: OSS2 …)',
    schemes: ['OSS2'],
    answer: 'refused',
    why: 'OSS advises against them; SDKs sign V1 or V4 by default.',
    instead: 'Sign with V4 or V1.',
  },
  {
    name: 'The S3-compatible API of OSS (AWS4-HMAC-SHA256, AWS id:signature)',
    schemes: ['AWS4-HMAC-SHA256', 'AWS'],
    query: ['X-Amz-Signature', 'AWSAccessKeyId'],
    answer: 'refused',
    why: 'The store speaks the OSS protocol, with its own signatures and headers.',
    instead: 'Use a client for OSS: ali-oss, an OSS SDK, ossutil.',
  },
  {
    name: 'RAM users, policies and roles',
    answer: 'no effect',
    why: 'The only access key has all rights. ACLs apply to requests without a signature.',
    instead: 'Check the permissions of template.yml on OSS.',
  },
  {
    name: 'TLS',
    answer: 'no effect',
    why: 'The store listens on the loopback interface, in plain HTTP.',
    instead: 'Give clients the http:// endpoint.',
  },
];

/** Refuses an operation that the store does not emulate: names it, the reason, and what to do instead. */
export function notImplemented({ name, why, instead }: NotEmulated, elements: readonly XmlNode[]): WireFault {
  return new WireFault('NotImplemented', {
    status: 501,
    message: `The local store does not emulate this: ${name}. ${why} ${instead}`,
    elements,
  });
}
