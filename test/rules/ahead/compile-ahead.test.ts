import { expect, test } from 'vitest';
import { compileAhead } from '../../../src/rules/ahead/compile-ahead.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

test('rules have all defaults, and the digest of their text', () => {
  expect(compileAhead(RULES, 'rules.yaml', 'sha256:1')).toMatchObject({
    digest: 'sha256:1',
    rules: [{ name: 'app', onDelete: 'repoint', onConflict: 'refuse', guard: false, withdraw: true }],
  });
});

test('the problems of a file are those of its text', () => {
  expect(() => compileAhead('version: 2\nrules: []\n', 'rules.yaml', '')).toThrow(
    'rules.yaml:1:10: version: must be 1',
  );
});
