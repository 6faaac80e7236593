import type { ListObjectVersions } from '../../stores/store-request.ts';
import type { ListedVersion, SymlinkFound, VersionsPage } from '../../stores/store-response.ts';
import { NO_BASE, readRecord } from './alias-record.ts';
import type { AliasTask } from './task.ts';

/** Asks for the alias's newest versions. Three are enough: one newer than ours, ours, and the one below. */
export function newestVersions(task: AliasTask): ListObjectVersions {
  return {
    operation: 'ListObjectVersions',
    prefix: task.alias,
    maxKeys: 3,
  };
}

/** The alias's own versions, newest first. The key itself is listed before any key that it is a prefix of. */
export function ownVersions(task: AliasTask, page: VersionsPage): readonly ListedVersion[] {
  return page.versions.filter(({ key }) => key === task.alias);
}

/** Whether an alias was written over the very version that lies below it: nobody wrote in between. */
export function isBasedOn(link: SymlinkFound, below: ListedVersion | undefined): boolean {
  return readRecord(link)?.base === (below?.versionId ?? NO_BASE);
}
