import type { AnyVersion } from '../../../src/bucket/records/object-record.ts';
import { versionStem } from '../../../src/bucket/records/table-layout.ts';
import type { Simulation } from './simulation.ts';

/**
 * Lifecycle (NoncurrentVersionExpiration, ExpiredObjectDeleteMarker): removes versions that were noncurrent at the last
 * rest, and delete markers with no version below. Lifecycle rules act after days, so they never remove what a running
 * handler uses. Current versions stay, so no event is raised.
 */
export function pruneVersions(simulation: Simulation): void {
  const { store, hear } = simulation;
  if (store.engine.getBucketVersioning({ bucket: store.bucket }) === 'Never') return;
  simulation.hear = () => {};
  for (const { key, versionId } of outdated(simulation)) store.answer({ operation: 'DeleteObject', key, versionId });
  simulation.hear = hear;
}

function outdated({ table, store, sequenceAtRest }: Simulation): readonly AnyVersion[] {
  const from = versionStem(store.bucket, '');
  const versions = table.range({ from, to: `${from}\u{10ffff}` }).map(([, version]) => version as AnyVersion);
  const isOld = (version: AnyVersion | undefined): boolean => (version?.sequence ?? 0) <= sequenceAtRest;
  const noncurrent = versions.filter((version, i) => {
    const newer = versions[i - 1];
    return newer?.key === version.key && isOld(newer);
  });
  const left = versions.filter((version) => !noncurrent.includes(version));
  const markers = left.filter(
    (version, i) =>
      version.kind === 'marker' && isOld(version) && ![left[i - 1]?.key, left[i + 1]?.key].includes(version.key),
  );
  return [...noncurrent, ...markers];
}
