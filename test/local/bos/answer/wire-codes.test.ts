import { expect, test } from 'vitest';
import { wireCodes } from '../../../../src/local/bos/answer/wire-codes.ts';

test.each(Object.entries(wireCodes))('%s has a status of an error and a sentence', (code, { status, message }) => {
  expect(status).toBeGreaterThanOrEqual(code === 'NotModified' ? 304 : 400);
  expect(message).toMatch(/^[A-Z].*\.$/);
});
