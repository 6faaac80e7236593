import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { releaseBody } from '../../../src/cli/dev/release-body.ts';

it('is a gzip of the package.json of its version, the same every time', () => {
  const body = releaseBody('vite', '1.0.0');
  expect(JSON.parse(gunzipSync(body).toString())).toMatchObject({ name: 'vite', version: '1.0.0' });
  expect(releaseBody('vite', '1.0.0')).toEqual(body);
  expect(releaseBody('vite', '1.0.1')).not.toEqual(body);
});
