import { describe, expect, test } from 'vitest';
import { checkListText, checkObjectKey } from '../../../src/bucket/checks/check-object-key.ts';
import { faultOf } from '../bucket-fixture.ts';

describe('checkObjectKey', () => {
  for (const key of [
    'a',
    ' ',
    '.',
    '..',
    'a//b',
    'a/',
    '\u0000',
    '版'.repeat(341),
    '😀'.repeat(255),
    'x'.repeat(1023),
  ]) {
    test(`takes ${JSON.stringify(key.slice(0, 10))} of ${key.length}`, () => {
      expect(checkObjectKey(key)).toBeUndefined();
    });
  }
  for (const key of ['', '/a', '\\a', '版'.repeat(342), '😀'.repeat(256), 'x'.repeat(1024), 'a\ud83d', '\ude00b']) {
    test(`refuses ${JSON.stringify(key.slice(0, 10))} of ${key.length}`, () => {
      expect(faultOf(() => checkObjectKey(key))).toMatchObject({ ossCode: 'InvalidObjectName', status: 400 });
    });
  }
});

describe('checkListText', () => {
  for (const value of [undefined, '', '/', '/a', 'x'.repeat(1023)]) {
    test(`takes ${JSON.stringify(value?.slice(0, 10))}`, () => {
      expect(checkListText('prefix', value)).toBeUndefined();
    });
  }
  for (const value of ['x'.repeat(1024), '\ud83d']) {
    test(`refuses ${JSON.stringify(value.slice(0, 10))}`, () => {
      expect(faultOf(() => checkListText('prefix', value))).toMatchObject({ ossCode: 'InvalidArgument' });
    });
  }
});
