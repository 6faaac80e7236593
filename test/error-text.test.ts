import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AutoaliasError } from '../src/autoalias-error.ts';
import { codeOf, messageOf } from '../src/error-text.ts';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}

test.each([
  { name: 'an error', thrown: new Error('no space'), message: 'no space' },
  { name: 'an error without a message', thrown: new Error(), message: '' },
  { name: 'a string', thrown: 'no space', message: 'no space' },
  { name: 'undefined', thrown: undefined, message: 'undefined' },
  { name: 'an object that only looks like an error', thrown: { message: 'no space' }, message: '[object Object]' },
])('messageOf returns the message of $name', ({ thrown, message }) => {
  expect(messageOf(thrown)).toBe(message);
});

test.each([
  { name: 'a system error', thrown: thrownBy(() => readFileSync('/absent')), code: 'ENOENT' },
  { name: 'an error of Node.js', thrown: thrownBy(() => new URL('no')), code: 'ERR_INVALID_URL' },
  { name: 'an AutoaliasError', thrown: new AutoaliasError('usage', 'no'), code: 'usage' },
])('codeOf returns the code of $name', ({ thrown, code }) => {
  expect(codeOf(thrown)).toBe(code);
});

test.each([
  { name: 'an error without a code', thrown: new Error('ENOENT') },
  { name: 'an error with a numeric code', thrown: Object.assign(new Error('no'), { code: 20 }) },
  { name: 'an object that is not an error', thrown: { code: 'ENOENT' } },
  { name: 'null', thrown: null },
])('codeOf returns undefined for $name', ({ thrown }) => {
  expect(codeOf(thrown)).toBeUndefined();
});
