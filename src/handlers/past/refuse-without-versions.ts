import { NO_LINK_VERSIONS } from '../../aliases/past/shown-target.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Store } from '../../stores/store.ts';
import type { Versioning } from '../../stores/store-response.ts';

/**
 * Refuses a command that reads the versions of links if there are none.
 *
 * @param effect what follows, as a clause
 * @throws AutoaliasError `alias-refused`
 */
export function refuseWithoutVersions(
  { bucket, capabilities }: Pick<Store, 'bucket' | 'capabilities'>,
  status: Versioning['status'],
  effect: string,
): void {
  if (!capabilities.versionsLinks) {
    const why = `${effect}; autoalias history ALIAS shows the former targets that the link itself records`;
    throw new AutoaliasError('alias-refused', `bucket ${bucket}: ${NO_LINK_VERSIONS}, so ${why}`);
  }
  if (status === 'Never')
    throw new AutoaliasError('alias-refused', `the bucket ${bucket} is unversioned, so ${effect}; turn on versioning`);
}
