import type { BucketDialect } from './bucket-dialect.ts';

/**
 * Baidu BOS. Sources: the pages "Usage Limitations" (https://intl.cloud.baidu.com/doc/BOS/s/Kjwvyq4sy-en), PutSymlink
 * (https://cloud.baidu.com/doc/BOS/s/Vkd8m19ts) and GetObjectMeta (https://cloud.baidu.com/doc/BOS/s/6kc5suqj3). Nothing
 * was observed against the live service. Points that no source answers are choices that begin with `bos`.
 */
export const BOS_DIALECT: BucketDialect = {
  // bce-sdk-python, bos_handler.py: the service refuses the segments "." and "..".
  keys: { longest: 1024, dotSegments: false },
  mostMetadataBytes: 2048,
  storageClasses: ['Standard', 'IA', 'Cold', 'Archive'],
  existingBucket: 'refused',
  links: { acrossBuckets: true, refusedClasses: ['Archive'], etag: 'target-md5' },
  forbidsInVersioned: ({ bosForbidOverwrite }) => bosForbidOverwrite === 'always',
  engineChoices: (choices) => ({
    ...choices,
    // A read through a symlink takes size, ETag, MD5 and the later time from both, and all other headers from the symlink.
    storageClassThroughLink: 'link',
    tagCountThroughLink: 'link',
    targetHeaderThroughLink: 'absent',
    // Creation does not check the target. A read reports that it is missing.
    linkToDeleteMarker: 'accepted',
    readThroughToMarker: 'SymlinkTargetNotExist',
    archivePutSymlink: 'accepted',
    // The face decides about these answers itself (bosLinkVersionIds, bosLinkListedEntry).
    suspendedLinkVersionId: 'null',
    unversionedListedVersionId: 'null',
    linkListedSize: 'zero',
    linkEventObject: 'link',
    deleteUnknownVersion: 'no-content',
    // A delete adds a marker, and the event DeleteObject is the only one for removals.
    markerDeleteEvent: 'DeleteObject',
    deleteObjectsEvents: 'one-per-key',
  }),
};
