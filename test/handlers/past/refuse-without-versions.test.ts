import { expect, test } from 'vitest';
import { diffAliases } from '../../../src/handlers/past/diff.ts';
import { refuseWithoutVersions } from '../../../src/handlers/past/refuse-without-versions.ts';
import { releaseHistory } from '../../../src/handlers/past/release-history.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { handlerWorld } from '../handler-world.ts';

const OSS = { bucket: 'demo', capabilities: OSS_CAPABILITIES };
const BOS = { bucket: 'demo', capabilities: BOS_CAPABILITIES };

test.each([
  [OSS, 'Never', 'the bucket demo is unversioned, so it is unknown; turn on versioning'],
  [
    BOS,
    'Never',
    'bucket demo: as far as is known, this store keeps no versions of symlinks, so it is unknown; autoalias history ALIAS shows the former targets that the link itself records',
  ],
  [
    BOS,
    'Enabled',
    'bucket demo: as far as is known, this store keeps no versions of symlinks, so it is unknown; autoalias history ALIAS shows the former targets that the link itself records',
  ],
] as const)('refused: %j %s', (store, status, message) => {
  expect(() => refuseWithoutVersions(store, status, 'it is unknown')).toThrow(
    expect.objectContaining({ code: 'alias-refused', message }),
  );
});

test.each(['Enabled', 'Suspended'] as const)('not refused: %s', (status) => {
  expect(() => refuseWithoutVersions(OSS, status, 'it is unknown')).not.toThrow();
});

test('diff and the history of releases are refused without versions of links', async () => {
  const { context } = handlerWorld({ capabilities: BOS_CAPABILITIES });
  const differences = diffAliases(context.store, { of: 'releases/', isPrefix: true, from: 0, to: 1 });
  await expect(differences.next()).rejects.toMatchObject({ code: 'alias-refused' });
  await expect(releaseHistory(context, 'releases/', 10)).rejects.toMatchObject({ code: 'alias-refused' });
});
