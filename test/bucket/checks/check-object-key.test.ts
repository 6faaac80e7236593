import { describe, expect, test } from 'vitest';
import { checkListText, checkObjectKey } from '../../../src/bucket/checks/check-object-key.ts';
import { BOS_DIALECT } from '../../../src/bucket/dialects/bos-dialect.ts';
import { OSS_DIALECT } from '../../../src/bucket/dialects/bucket-dialect.ts';
import { faultOf } from '../bucket-fixture.ts';

const oss = { dialect: OSS_DIALECT };
const bos = { dialect: BOS_DIALECT };

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
      expect(checkObjectKey(oss, key)).toBeUndefined();
    });
  }
  for (const key of ['', '/a', '\\a', '版'.repeat(342), '😀'.repeat(256), 'x'.repeat(1024), 'a\ud83d', '\ude00b']) {
    test(`refuses ${JSON.stringify(key.slice(0, 10))} of ${key.length}`, () => {
      expect(faultOf(() => checkObjectKey(oss, key))).toMatchObject({ ossCode: 'InvalidObjectName', status: 400 });
    });
  }
});

describe('checkObjectKey of BOS', () => {
  test.each(['a', '...', 'a/..b/c.', '.a', 'a//b', 'x'.repeat(1024)])('takes %s', (key) => {
    expect(checkObjectKey(bos, key)).toBeUndefined();
  });

  test.each(['', '/a', '.', '..', 'a/./b', 'a/..', '../a', 'x'.repeat(1025)])('refuses %s', (key) => {
    expect(faultOf(() => checkObjectKey(bos, key))).toMatchObject({ ossCode: 'InvalidObjectName' });
  });
});

describe('checkListText', () => {
  for (const value of [undefined, '', '/', '/a', 'x'.repeat(1023)]) {
    test(`takes ${JSON.stringify(value?.slice(0, 10))}`, () => {
      expect(checkListText(oss, 'prefix', value)).toBeUndefined();
    });
  }
  for (const value of ['x'.repeat(1024), '\ud83d']) {
    test(`refuses ${JSON.stringify(value.slice(0, 10))}`, () => {
      expect(faultOf(() => checkListText(oss, 'prefix', value))).toMatchObject({ ossCode: 'InvalidArgument' });
    });
  }
});
