import { expect, test } from 'vitest';
import { wireCodes } from '../../../../src/local/oss/answer/wire-codes.ts';

test.each(Object.entries(wireCodes))('%s has an error status and a sentence', (code, { status, message }) => {
  expect(status).toBeGreaterThanOrEqual(code === 'NotModified' ? 304 : 400);
  expect(message).toMatch(/^[A-Z].*\.$/);
});
