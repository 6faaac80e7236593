import { expect, test } from 'vitest';
import { AutoaliasError } from '../src/autoalias-error.ts';

test('has a code for programs, a message for people, and the cause', () => {
  const cause = new TypeError('why');
  const error = new AutoaliasError('usage', 'what: why; what instead', { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'AutoaliasError', code: 'usage', message: 'what: why; what instead', cause });
  expect(new AutoaliasError('usage', 'x')).not.toHaveProperty('cause');
});
