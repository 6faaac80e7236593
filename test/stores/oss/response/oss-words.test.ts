import { describe, expect, test } from 'vitest';
import { OSS_WORDS } from '../../../../src/stores/oss/response/oss-words.ts';

const { advice } = OSS_WORDS;

describe('advice', () => {
  test.each(['AccessDenied', 'NoSuchBucket', 'SignatureDoesNotMatch', 'SecurityTokenExpired'])(
    'what to do about %s is known',
    (code) => {
      expect(advice.get(code)).toMatch(/^[a-z].*[^.]$/);
    },
  );

  test.each(['InternalError', 'constructor', ''])('there is none for %j', (code) => {
    expect(advice.get(code)).toBeUndefined();
  });
});
