import { expect, it } from 'vitest';
import { AutoaliasError } from '../../../src/autoalias-error.ts';
import { FunctionUnavailable } from '../../../src/local/runtime/function-unavailable.ts';

it('is an error of autoalias with the status of the platform', () => {
  const cause = new Error('why');
  const error = new FunctionUnavailable(429, 'busy', { cause });
  expect(error).toBeInstanceOf(AutoaliasError);
  expect(error).toMatchObject({ name: 'FunctionUnavailable', code: 'function-unavailable', status: 429, cause });
});
