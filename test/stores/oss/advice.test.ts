import { expect, test } from 'vitest';
import { advice } from '../../../src/stores/oss/advice.ts';

test.each(['AccessDenied', 'NoSuchBucket', 'SignatureDoesNotMatch', 'SecurityTokenExpired'])(
  'what to do about %s is known',
  (code) => {
    expect(advice.get(code)).toMatch(/^[a-z].*[^.]$/);
  },
);

test.each(['InternalError', 'constructor', ''])('of %j nothing is said', (code) => {
  expect(advice.get(code)).toBeUndefined();
});
