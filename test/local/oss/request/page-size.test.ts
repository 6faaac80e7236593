import { expect, test } from 'vitest';
import { WireFault } from '../../../../src/local/oss/answer/wire-fault.ts';
import { pageSize } from '../../../../src/local/oss/request/page-size.ts';

test.each([
  ['1', 1],
  ['1000', 1000],
  ['007', 7],
])('%s', (text, number) => {
  expect(pageSize(new Map([['max-keys', text]]), 'max-keys')).toBe(number);
});

test('absent', () => {
  expect(pageSize(new Map(), 'max-keys')).toBe(100);
  expect(pageSize(new Map(), 'max-uploads', { fallback: 1000 })).toBe(1000);
});

test.each(['', '0', '1001', '-1', '+1', ' 1', '1 ', '1.5', '1e3', '0x10', '１', 'ten', '99999999999', '1\n'])(
  '%j is refused',
  (text) => {
    const read = () => pageSize(new Map([['max-keys', text]]), 'max-keys', { ec: '0015-00000402' });
    expect(read).toThrow(WireFault);
    expect(read).toThrow('Argument max-keys must be a whole number from 1 to 1000.');
  },
);
