/**
 * Questions about Baidu BOS that no public page, SDK test or other source answers, or that sources answer differently.
 * The first candidate is the default: the answer that most sources support, or else the one that promises clients less.
 */
export const BOS_UNVERIFIED_CHOICES = {
  bosForbidOverwrite: {
    question: 'x-bce-forbid-overwrite in a bucket with versioning: ignored as on OSS, or effective',
    candidates: ['unversioned', 'always'],
    default: 'unversioned',
    readBy: 'engine',
  },
  bosOverwriteConflict: {
    question: 'code of a write that x-bce-forbid-overwrite refuses: 409 FileAlreadyExists, or 412 PreconditionFailed',
    candidates: ['FileAlreadyExists', 'PreconditionFailed'],
    default: 'FileAlreadyExists',
    readBy: 'wire',
  },
  bosNotSymlink: {
    question: 'code of GetSymlink for an object',
    candidates: ['NotSymlink', 'InvalidArgument'],
    default: 'NotSymlink',
    readBy: 'wire',
  },
  bosTargetHeader: {
    question: 'encoding of x-bce-symlink-target (the Java SDK sends form encoding, other SDKs send the key as it is)',
    candidates: ['percent', 'raw', 'form'],
    default: 'percent',
    readBy: 'wire',
  },
  bosLinkVersionIds: {
    question: 'x-bce-version-id in answers about a symlink, and versionId in the query of GetSymlink',
    candidates: ['absent', 'present'],
    default: 'absent',
    readBy: 'wire',
  },
  bosGetSymlinkHeaders: {
    question: 'headers of GetSymlink: target and metadata, or also ETag, time, type and other content headers',
    candidates: ['documented', 'all'],
    default: 'documented',
    readBy: 'wire',
  },
  bosDeleteMarkerHeader: {
    question: 'x-bce-delete-marker in answers about a delete marker (no source names such a header)',
    candidates: ['absent', 'present'],
    default: 'absent',
    readBy: 'wire',
  },
  bosReadOfMarker: {
    question: 'code of a read with the version id of a delete marker: 405 as on OSS, or 404',
    candidates: ['MethodNotAllowed', 'NoSuchKey'],
    default: 'MethodNotAllowed',
    readBy: 'wire',
  },
  bosLinkTags: {
    question: 'x-bce-tagging on PutSymlink',
    candidates: ['ignored', 'stored'],
    default: 'ignored',
    readBy: 'wire',
  },
  bosLinkListedEntry: {
    question: 'size and eTag of a symlink in listings: of the symlink or of its target',
    candidates: ['link', 'target'],
    default: 'link',
    readBy: 'wire',
  },
  bosTaggingReply: {
    question: 'tagSet of GET ?tagging: [{tagInfo: {k: v}}], [{tagInfo: [{key, value}]}] or [{key, value}]',
    candidates: ['map', 'list', 'flat'],
    default: 'map',
    readBy: 'wire',
  },
  bosVersioningStatus: {
    question: 'status of GET ?versioning: enabled (JavaScript SDK) or Enabled (tests of the Python SDK)',
    candidates: ['lower-case', 'capitalized'],
    default: 'lower-case',
    readBy: 'wire',
  },
  bosNextVersionField: {
    question: 'field of the next version in a list of versions (the Go SDK and the guide of bcecmd disagree)',
    candidates: ['nextVersionIdMarker', 'nextVersionidMarker'],
    default: 'nextVersionIdMarker',
    readBy: 'wire',
  },
  bosUnsignedHeaders: {
    question: 'a signature that does not cover Host and every x-bce-* header of the request',
    candidates: ['refused', 'accepted'],
    default: 'refused',
    readBy: 'wire',
  },
  bosLinkEvent: {
    question: 'event of PutSymlink (no page names one)',
    candidates: ['none', 'PutObject'],
    default: 'none',
    readBy: 'events',
  },
  bosEventKeyEncoding: {
    question: 'object in events',
    candidates: ['raw', 'url-encoded'],
    default: 'raw',
    readBy: 'events',
  },
} as const;
