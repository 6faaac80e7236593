import type { BucketEngine } from '../../src/bucket/bucket-engine.ts';

/** How many objects the group has. */
export const GROUP = 200_000;

/** The key of an object of the group. A greater number is a greater version. */
export function groupKey(patch: number): string {
  return `releases/app/1.0.${patch}/app.tgz`;
}

/** Puts the objects of the group into the bucket `demo`. */
export function fillGroup(engine: BucketEngine): void {
  const blob = { size: 1, etag: 'A'.repeat(32), crc64: '0' };
  for (let patch = 1; patch <= GROUP; patch++) {
    engine.putObject({ bucket: 'demo', key: groupKey(patch), blob: { ...blob, id: `${patch}` }, requestId: '' });
  }
}
