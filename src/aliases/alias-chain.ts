import type { ListObjectVersions } from '../stores/store-request.ts';
import type { ListedVersion, SymlinkFound, VersionsPage } from '../stores/store-response.ts';
import { NO_BASE, readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';

/** Asks for the alias's newest versions. Three are enough: one newer than ours, ours, and the one below. */
export const newestVersions = (task: AliasTask): ListObjectVersions => ({
  operation: 'ListObjectVersions',
  prefix: task.alias,
  maxKeys: 3,
});

/** The alias's own versions, newest first. The key itself is listed before any key that it is a prefix of. */
export const versionsOf = (task: AliasTask, page: VersionsPage): readonly ListedVersion[] =>
  page.versions.filter(({ key }) => key === task.alias);

/** Whether an alias was written over the very version that lies below it: nobody wrote in between. */
export const liesOnItsBase = (link: SymlinkFound, below: ListedVersion | undefined): boolean =>
  readRecord(link)?.base === (below?.versionId ?? NO_BASE);
