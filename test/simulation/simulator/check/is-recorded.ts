import type { ObjectFound, SymlinkFound } from '../../../../src/stores/store-response.ts';

/** Whether an alias records exactly this version of its target. */
export function isRecorded({ metadata }: SymlinkFound, { versionId, etag, lastModified }: ObjectFound): boolean {
  return (
    metadata['autoalias-version-id'] === versionId &&
    metadata['autoalias-etag'] === etag &&
    metadata['autoalias-modified'] === `${lastModified}`
  );
}
