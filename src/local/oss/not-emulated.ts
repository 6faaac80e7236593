import type { Level } from './routes.ts';

/** Something that OSS does and the local store does not. */
export interface NotEmulated {
  readonly name: string;
  /** Where it would be asked for; absent: at every level. */
  readonly level?: Level;
  /** Absent: any method. */
  readonly methods?: readonly string[];
  /** Query parameters, each of which asks for it. With no parameter, header or value given, level and method alone do. */
  readonly query?: readonly string[];
  /** Headers, each of which asks for it. */
  readonly headers?: readonly string[];
  /** `refused`: answered `NotImplemented`. `no effect`: taken, as the real store takes it, but nothing comes of it. */
  readonly answer: 'refused' | 'no effect';
  readonly why: string;
  readonly instead: string;
}

const notForAliases = 'Aliases neither use it nor change by it.';
const tryOnOss = 'Try it on a bucket of OSS.';

/** THE list of what is not emulated: the server refuses by it, the README prints it. */
export const notEmulated: readonly NotEmulated[] = [
  {
    name: 'Multipart upload (InitiateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload, AbortMultipartUpload, ListParts, ListMultipartUploads)',
    query: ['uploads', 'uploadId', 'partNumber'],
    answer: 'refused',
    why: 'An upload in parts becomes one object in the end, which PutObject makes too.',
    instead: 'Use PutObject, up to 5 GB: `put` in ali-oss, `--bigfile-threshold` above the file size in ossutil.',
  },
  {
    name: 'AppendObject',
    level: 'object',
    query: ['append'],
    answer: 'refused',
    why: 'A release does not grow after it was uploaded.',
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
    name: 'RestoreObject',
    level: 'object',
    query: ['restore'],
    answer: 'refused',
    why: 'Storage classes are kept and shown, but nothing here is ever frozen.',
    instead: 'Read the object; it needs no restoring.',
  },
  {
    name: 'Processing on read or write (x-oss-process, SelectObject)',
    query: ['x-oss-process', 'x-oss-async-process'],
    answer: 'refused',
    why: 'An alias serves the bytes of its target as they are.',
    instead: 'Process after the download.',
  },
  {
    name: 'Callback after upload (x-oss-callback)',
    query: ['callback'],
    headers: ['x-oss-callback'],
    answer: 'refused',
    why: 'An upload that silently called nobody would look as if it had.',
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
    why: 'Bodies lie on your disk as they are; a header that promised otherwise would lie.',
    instead: 'Leave the header out locally.',
  },
  {
    name: 'Cross-origin requests (OPTIONS, PutBucketCors)',
    methods: ['OPTIONS'],
    answer: 'refused',
    why: 'No rule can be stored, so no origin is allowed, as in a bucket of OSS without CORS rules.',
    instead: 'Go through the API and console port, or a presigned link that is navigated to.',
  },
  {
    name: 'Lifecycle, CORS, policy, logging, website, referer, encryption, inventory, replication and the other bucket settings',
    level: 'bucket',
    query: [
      ...['accessMonitor', 'accessPoint', 'accessPointPolicy', 'archiveDirectRead', 'cname', 'comp', 'cors'],
      ...['encryption', 'httpsConfig', 'inventory', 'inventoryId', 'lifecycle', 'live', 'logging', 'metaQuery'],
      ...['objectWorm', 'overwriteConfig', 'policy', 'policyStatus', 'publicAccessBlock', 'qosInfo', 'referer'],
      ...['replication', 'replicationLocation', 'replicationProgress', 'requestPayment', 'requesterQosInfo'],
      ...['resourceGroup', 'responseHeader', 'rtc', 'stat', 'style', 'styleName', 'tagging'],
      ...['transferAcceleration', 'userDefinedLogFieldsConfig', 'website', 'worm', 'wormExtend', 'wormId'],
    ],
    answer: 'refused',
    why: notForAliases,
    instead: tryOnOss,
  },
  {
    name: 'Live streaming, asynchronous fetch, vod playlists',
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
    why: 'Nobody pays, and nothing is slow.',
    instead: tryOnOss,
  },
  {
    name: 'Storage classes beyond their name',
    headers: ['x-oss-storage-class'],
    answer: 'no effect',
    why: 'The class is kept and shown; minimum sizes, minimum ages and freezing are about money.',
    instead: tryOnOss,
  },
  {
    name: 'RAM users, policies and roles',
    answer: 'no effect',
    why: 'Whoever signs with the one key may do everything; anonymous readers are held to the ACLs.',
    instead: 'Check the permissions of template.yml on OSS.',
  },
  {
    name: 'TLS',
    answer: 'no effect',
    why: 'The store listens on the loopback interface, in plain HTTP.',
    instead: 'Give clients the http:// endpoint.',
  },
];
