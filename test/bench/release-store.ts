import type { BucketEngine } from '../../src/bucket/bucket-engine.ts';

/** How many objects each app has. */
export const OBJECTS_OF_APP = 100;

export const RELEASE_RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

/** Uploads objects of as many apps as needed. Their bodies are missing, and no sweep reads them. */
export function fillReleases(engine: BucketEngine, objects: number): void {
  const blob = { id: 'none', size: 1, etag: 'E'.repeat(32), crc64: '1' };
  for (let i = 0; i < objects; i++) {
    const app = String(Math.floor(i / OBJECTS_OF_APP)).padStart(6, '0');
    const key = `releases/app-${app}/1.${i % OBJECTS_OF_APP}.0/f.tgz`;
    engine.putObject({ bucket: 'demo', key, blob, requestId: '' });
  }
}
