import { describe, expect, it } from 'vitest';
import { AutoaliasError } from '../../../src/autoalias-error.ts';
import { FunctionUnavailable, functionErrorOf } from '../../../src/local/runtime/function-error.ts';

const circular: { self?: unknown } = {};
circular.self = circular;

it('describes message, type and stack of an error', () => {
  const error = new TypeError('no');
  expect(functionErrorOf(error)).toEqual({
    errorMessage: 'no',
    errorType: 'TypeError',
    stackTrace: (error.stack ?? '').split('\n'),
  });
});

it.each([
  ['text', 'text'],
  [{ code: 1 }, '{"code":1}'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('s'), 'Symbol(s)'],
  [10n, '[object BigInt]'],
  [circular, '[object Object]'],
])('describes %o, which is not an Error', (thrown, errorMessage) => {
  expect(functionErrorOf(thrown)).toEqual({ errorMessage, errorType: 'FunctionHandledError', stackTrace: [] });
});

describe('function unavailable', () => {
  it('is an error of autoalias with the status of the platform', () => {
    const cause = new Error('why');
    const error = new FunctionUnavailable(429, 'busy', { cause });
    expect(error).toBeInstanceOf(AutoaliasError);
    expect(error).toMatchObject({ name: 'FunctionUnavailable', code: 'function-unavailable', status: 429, cause });
  });
});
