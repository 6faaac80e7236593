import { expect, test } from 'vitest';
import { readVersioning } from '../../../src/stores/oss/read-versioning.ts';

test.each([
  ['<VersioningConfiguration/>', 'Never'],
  ['<?xml version="1.0"?>\n<VersioningConfiguration>\n</VersioningConfiguration>', 'Never'],
  ['<VersioningConfiguration><Status></Status></VersioningConfiguration>', 'Never'],
  ['<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>', 'Enabled'],
  ['<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>', 'Suspended'],
])('%s', (body, status) => {
  expect(readVersioning(body)).toEqual({ status });
});

test.each(['<VersioningConfiguration><Status>Maybe</Status></VersioningConfiguration>', '<Tagging/>', ''])(
  '%j says nothing of versioning',
  (body) => {
    expect(() => readVersioning(body)).toThrow();
  },
);
