/**
 * Questions about OSS that no public page, SDK test or recorded reply answers. Each is a switch, so that tests can run
 * with every answer and no other code depends on one. `readBy` is the part of the local cloud that reads the choice.
 */
export const UNVERIFIED_CHOICES = {
  linkListedSize: {
    question: 'Size of a link in listings',
    candidates: ['zero', 'target-name-length'],
    default: 'zero',
    readBy: 'engine',
  },
  linkMetaSize: {
    question: 'Content-Length that GetObjectMeta gives for a link',
    candidates: ['zero', 'target-name-length'],
    default: 'zero',
    readBy: 'engine',
  },
  linkEventObject: {
    question: 'size and eTag in the event of PutSymlink: those of the link, or those of its target',
    candidates: ['link', 'target'],
    default: 'link',
    readBy: 'engine',
  },
  crc64ThroughLink: {
    question: 'x-oss-hash-crc64ecma on a read through a link',
    candidates: ['target', 'absent'],
    default: 'target',
    readBy: 'engine',
  },
  targetHeaderThroughLink: {
    question: 'x-oss-symlink-target on a read through a link',
    candidates: ['absent', 'present'],
    default: 'absent',
    readBy: 'engine',
  },
  tagCountThroughLink: {
    question: 'x-oss-tagging-count on a read through a link',
    candidates: ['link', 'absent'],
    default: 'link',
    readBy: 'engine',
  },
  storageClassThroughLink: {
    question: 'x-oss-storage-class on a read through a link',
    candidates: ['link', 'target'],
    default: 'link',
    readBy: 'engine',
  },
  linkToDeleteMarker: {
    question:
      'PutSymlink whose target is a delete marker (one page says it is refused, another that nothing is checked)',
    candidates: ['accepted', 'refused'],
    default: 'accepted',
    readBy: 'engine',
  },
  archivePutSymlink: {
    question:
      'PutSymlink in a bucket of an archive class (one page says it is refused, a newer SDK test creates such a link)',
    candidates: ['accepted', 'OperationNotSupported'],
    default: 'accepted',
    readBy: 'engine',
  },
  readThroughToMarker: {
    question: 'read through a link whose target is a delete marker',
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
    question: 'VersionId that ListObjectVersions gives in a bucket that was never versioned (pages show both)',
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
    question: 'event of a delete without version id in a versioned bucket (two official pages disagree)',
    candidates: ['DeleteObject', 'none', 'all'],
    default: 'DeleteObject',
    readBy: 'engine',
  },
  symlinkTargetEcho: {
    question: 'x-oss-symlink-target that GetSymlink gives: encoded again, or the text that was sent',
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
    question: 'ListObjects without a signature in a bucket whose ACL is public-read or public-read-write',
    candidates: ['refused', 'allowed'],
    default: 'refused',
    readBy: 'wire',
  },
  deleteObjectsEvents: {
    question: 'events of DeleteMultipleObjects: one per key, or one that holds them all',
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
