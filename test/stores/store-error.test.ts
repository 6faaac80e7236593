import { expect, test } from 'vitest';
import { AutoaliasError } from '../../src/autoalias-error.ts';
import { StoreError } from '../../src/stores/store-error.ts';

test.each([
  ['an answer with a status is a refusal', { status: 403, storeCode: 'AccessDenied' }, 'store-refused'],
  ['without a status, the result of the request is unknown', { attempts: 3 }, 'store-unreachable'],
])('%s', (_, known, code) => {
  const cause = new Error('why');
  const details = { operation: 'PutSymlink', bucket: 'demo', key: 'a', ...known };
  const error = new StoreError('what', details, { cause });
  expect(error).toBeInstanceOf(AutoaliasError);
  expect(error).toMatchObject({ name: 'StoreError', code, message: 'what', details, cause });
});
