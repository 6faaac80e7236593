import { expect, test } from 'vitest';
import { BOS_WORDS, DEFAULT_CLASS_ADVICE } from '../../../../src/stores/bos/response/bos-words.ts';

test.each(['AccessDenied', 'NoSuchBucket', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed'])(
  'what to do about %s is known',
  (code) => {
    expect(BOS_WORDS.advice.get(code)).toMatch(/^[a-z].*[^.]$/);
  },
);

test.each(['InternalError', 'InvalidArgument', 'constructor', ''])('there is no advice for %j', (code) => {
  expect(BOS_WORDS.advice.get(code)).toBeUndefined();
});

test('the advice about the default class names the classes of a symlink', () => {
  expect(DEFAULT_CLASS_ADVICE).toMatch(/ARCHIVE.*Standard, IA or Cold$/);
});
