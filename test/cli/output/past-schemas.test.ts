import { expect, test } from 'vitest';
import { aliasWait, releaseWait } from '../../../src/cli/output/past-schemas.ts';

const WAITED = { outcome: 'shown', why: 'it shows a', looks: 1, milliseconds: 0 };

test.each([
  [aliasWait, { ...WAITED, alias: 'a', goal: null, shows: null }],
  [releaseWait, { ...WAITED, prefix: 'a/', release: '1', moved: 1, of: 2 }],
])('the schema of a wait accepts its output, and refuses another outcome %#', (schema, output) => {
  expect(schema.safeParse(output).success).toBe(true);
  expect(schema.safeParse({ ...output, outcome: 'done' }).success).toBe(false);
});
