import { BOS_UNVERIFIED_CHOICES } from './dialects/bos-choices.ts';

/**
 * Questions about OSS that no public page, SDK test or recorded reply answers. Each is a setting, so that tests can run
 * with every possible answer. `readBy` is the part of the local cloud that uses the setting.
 */
export const UNVERIFIED_CHOICES = {
  linkListedSize: {
    question: 'size of a symlink in listings',
    candidates: ['zero', 'target-name-length'],
    default: 'zero',
    readBy: 'engine',
  },
  linkMetaSize: {
    question: 'Content-Length of GetObjectMeta for a symlink',
    candidates: ['zero', 'target-name-length'],
    default: 'zero',
    readBy: 'engine',
  },
  linkEventObject: {
    question: 'size and eTag in the event of PutSymlink: of the symlink or of its target',
    candidates: ['link', 'target'],
    default: 'link',
    readBy: 'engine',
  },
  crc64ThroughLink: {
    question: 'x-oss-hash-crc64ecma on a read through a symlink',
    candidates: ['target', 'absent'],
    default: 'target',
    readBy: 'engine',
  },
  targetHeaderThroughLink: {
    question: 'x-oss-symlink-target on a read through a symlink',
    candidates: ['absent', 'present'],
    default: 'absent',
    readBy: 'engine',
  },
  tagCountThroughLink: {
    question: 'x-oss-tagging-count on a read through a symlink',
    candidates: ['link', 'absent'],
    default: 'link',
    readBy: 'engine',
  },
  storageClassThroughLink: {
    question: 'x-oss-storage-class and x-oss-restore on a read through a symlink',
    candidates: ['link', 'target'],
    default: 'link',
    readBy: 'engine',
  },
  restoreDuration: {
    question: 'how long RestoreObject takes; the pages give ranges of hours, and 1 minute for Archive',
    candidates: ['documented', 'at-once'],
    default: 'documented',
    readBy: 'engine',
  },
  linkToDeleteMarker: {
    question: 'PutSymlink to a delete marker (two pages disagree)',
    candidates: ['accepted', 'refused'],
    default: 'accepted',
    readBy: 'engine',
  },
  archivePutSymlink: {
    question:
      'PutSymlink in a bucket of an archive class (one page of the docs says that OSS refuses it, but an SDK test succeeds)',
    candidates: ['accepted', 'OperationNotSupported'],
    default: 'accepted',
    readBy: 'engine',
  },
  readThroughToMarker: {
    question: 'read through a symlink to a delete marker',
    candidates: ['SymlinkTargetNotExist', 'NoSuchKey'],
    default: 'SymlinkTargetNotExist',
    readBy: 'engine',
  },
  getSymlinkOfMarkerVersion: {
    question: 'GetSymlink with the version id of a delete marker',
    candidates: ['MethodNotAllowed', 'NoSuchVersion'],
    default: 'MethodNotAllowed',
    readBy: 'engine',
  },
  suspendedLinkVersionId: {
    question: 'x-oss-version-id of PutSymlink in a suspended bucket',
    candidates: ['null', 'absent'],
    default: 'null',
    readBy: 'engine',
  },
  unversionedListedVersionId: {
    question: 'VersionId in ListObjectVersions of a bucket that was never versioned (pages show both)',
    candidates: ['null', 'empty'],
    default: 'null',
    readBy: 'engine',
  },
  deleteUnknownVersion: {
    question: 'DeleteObject with a version id that does not exist',
    candidates: ['no-content', 'NoSuchVersion'],
    default: 'no-content',
    readBy: 'engine',
  },
  markerDeleteEvent: {
    question: 'event of a delete without a version id in a versioned bucket (two pages disagree)',
    candidates: ['DeleteObject', 'none', 'all'],
    default: 'DeleteObject',
    readBy: 'engine',
  },
  symlinkTargetEcho: {
    question: 'x-oss-symlink-target of GetSymlink: encoded again, or as it was sent',
    candidates: ['re-encoded', 'verbatim'],
    default: 're-encoded',
    readBy: 'wire',
  },
  conditionalPutSymlink: {
    question: 'If-* headers on PutSymlink',
    candidates: ['NotImplemented', 'ignored'],
    default: 'NotImplemented',
    readBy: 'wire',
  },
  versionIdOnPutSymlink: {
    question: 'versionId in the query of PutSymlink (ali-oss can send it)',
    candidates: ['ignored', 'InvalidArgument'],
    default: 'ignored',
    readBy: 'wire',
  },
  anonymousList: {
    question: 'ListObjects without a signature in a public-read or public-read-write bucket',
    candidates: ['refused', 'allowed'],
    default: 'refused',
    readBy: 'wire',
  },
  deleteObjectsEvents: {
    question: 'events of DeleteMultipleObjects: one for each key, or one for all',
    candidates: ['one-per-key', 'one-for-all'],
    default: 'one-per-key',
    readBy: 'events',
  },
  eventKeyEncoding: {
    question: 'key in events',
    candidates: ['raw', 'url-encoded'],
    default: 'raw',
    readBy: 'events',
  },
  queueMessageBody: {
    question:
      'messageBody in the event of an SMQ queue trigger that decodes Base64: text, still Base64, or parsed JSON',
    candidates: ['text', 'base64', 'json'],
    default: 'text',
    readBy: 'events',
  },
  ...BOS_UNVERIFIED_CHOICES,
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly question: string;
      readonly candidates: readonly string[];
      readonly default: string;
      readonly readBy: 'engine' | 'wire' | 'events';
    }
  >
>;

/** One answer to each open question. The embedded store uses the defaults of {@link UNVERIFIED_CHOICES}. */
export type UnverifiedChoices = {
  readonly [Name in keyof typeof UNVERIFIED_CHOICES]: (typeof UNVERIFIED_CHOICES)[Name]['candidates'][number];
};
