import { expect, test } from 'vitest';
import { BOS_UNVERIFIED_CHOICES } from '../../../src/bucket/dialects/bos-choices.ts';
import { UNVERIFIED_CHOICES } from '../../../src/bucket/unverified-choices.ts';

test.each(Object.entries(BOS_UNVERIFIED_CHOICES))(
  '%s is a choice, and its first candidate is the default',
  (name, choice) => {
    expect(name).toMatch(/^bos[A-Z]/);
    expect(Object.entries(UNVERIFIED_CHOICES)).toContainEqual([name, choice]);
    expect(choice.candidates[0]).toBe(choice.default);
  },
);
