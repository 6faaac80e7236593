import type { AnyVersion } from '../../../src/bucket/object-record.ts';
import { versionStem } from '../../../src/bucket/table-layout.ts';
import type { Simulation } from './simulation.ts';

/**
 * Lifecycle, NoncurrentVersionExpiration: removes versions that had a successor when all was last at rest. Days pass
 * before it acts, so it never takes what a running handler relies on. What it removes was not current, and nothing that
 * anybody has to be told of.
 */
export const pruneVersions = (simulation: Simulation): void => {
  const { table, store, sequenceAtRest, hear } = simulation;
  const { versioning } = store.engine.getBucket({ bucket: store.bucket });
  if (versioning === 'Never') return;
  const from = versionStem(store.bucket, '');
  let newer: AnyVersion | undefined;
  const outdated: AnyVersion[] = [];
  for (const [, value] of table.range({ from, to: `${from}\u{10ffff}` })) {
    const version = value as AnyVersion;
    if (newer?.key === version.key && newer.sequence <= sequenceAtRest) outdated.push(version);
    newer = version;
  }
  simulation.hear = () => {};
  for (const { key, versionId } of outdated) store.answer({ operation: 'DeleteObject', key, versionId });
  simulation.hear = hear;
};
