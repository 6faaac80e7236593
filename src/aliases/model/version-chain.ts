import type { ListObjectVersions } from '../../stores/store-request.ts';
import type { ListedVersion, SymlinkFound, VersionsPage } from '../../stores/store-response.ts';
import { NO_BASE, readRecord } from './alias-record.ts';
import type { AliasTask } from './task.ts';

/**
 * The request for the newest versions of an alias. Three are enough to check a chain: one newer than ours, ours, and the one
 * below.
 */
export function newestVersions(task: AliasTask, maxKeys = 3): ListObjectVersions {
  return { operation: 'ListObjectVersions', prefix: task.alias, maxKeys };
}

/** The versions of the alias in a page, newest first. OSS lists a key before longer keys that begin with it. */
export function ownVersions(task: AliasTask, page: VersionsPage): readonly ListedVersion[] {
  return page.versions.filter(({ key }) => key === task.alias);
}

/**
 * Whether the base of a link is the version below it. If not, another writer wrote between the writer's read and its
 * write, or the base was deleted later.
 */
export function isBasedOn(link: SymlinkFound, below: ListedVersion | undefined): boolean {
  return readRecord(link)?.base === (below?.versionId ?? NO_BASE);
}
