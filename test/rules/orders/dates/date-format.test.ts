import { describe, expect, test } from 'vitest';
import {
  dateFormatProblem,
  formatExample,
  formatRegex,
  monthNumber,
  TOKEN_LIST,
  wholeYear,
} from '../../../../src/rules/orders/dates/date-format.ts';

describe('dateFormatProblem', () => {
  const letters = (text: string) => `for literal letters, write [${text}]`;
  const tokens = `use one of the tokens ${TOKEN_LIST}`;

  test.each([
    ['YYYY-MM-DD hh:mm', 11, '"hh" is not a token', `write HH; ${letters('hh')}`],
    ['YYYY-MM-dd', 8, '"dd" is not a token', `write DD; ${letters('dd')}`],
    ['yyyy-MM-DD', 0, '"yyyy" is not a token', `write YYYY; ${letters('yyyy')}`],
    ['%Y-%m-%d', 1, '"Y" is not a token', `write YYYY; ${letters('Y')}`],
    ['YYYY-MMMM', 5, '"MMMM" is not a token', `write MMM; ${letters('MMMM')}`],
    ['YYYY-MM-DD ZZ', 11, '"ZZ" is not a token', `write Z; ${letters('ZZ')}`],
    ['add-YYYY', 0, '"a" is not a token', `${tokens}; ${letters('a')}`],
    ['YYYY-[W]WW', 8, '"WW" is not a token', `${tokens}; ${letters('WW')}`],
    ['YYYYYYYY', 0, '"YYYYYYYY" is not a token', `${tokens}; ${letters('YYYYYYYY')}`],
    ['YYYYTT', 4, '"TT" is not a token', `${tokens}; ${letters('TT')}`],
    ['YYYY-SSSSSSSSSS', 5, '"SSSSSSSSSS" is not a token', `${tokens}; ${letters('SSSSSSSSSS')}`],
    ['[YYYY', 0, '"[" has no matching "]"', 'close it, or write [[] for the character ['],
    ['YYYY-MM-MM', 8, 'it contains the month twice', 'remove MM'],
    ['YYYY-MM-M', 8, 'it contains the month twice', 'remove M'],
    ['YYYY-YY', 5, 'it contains the year twice', 'remove YY'],
    ['', undefined, 'it does not contain a year', `write YYYY, YY, X or x. The tokens are ${TOKEN_LIST}`],
    ['MM-DD', undefined, 'it does not contain a year', `write YYYY, YY, X or x. The tokens are ${TOKEN_LIST}`],
    ['[YYYY]-MM', undefined, 'it does not contain a year', `write YYYY, YY, X or x. The tokens are ${TOKEN_LIST}`],
    // Each unit needs the next larger one.
    ['YYYYmmDD', 4, 'it contains no month, and mm is the minute', 'write MM for the month'],
    ['DD.m.YYYY', 3, 'it contains no month, and m is the minute', 'write M for the month'],
    ['YYYY-mm', 5, 'it contains no month, and mm is the minute', 'write MM for the month'],
    ['YYYY-DD', 5, 'it contains the day (DD) but no month', 'add MM, M or MMM'],
    ['YYYYHH', 4, 'it contains the hour (HH) but no month', 'add MM, M or MMM'],
    ['YYYY-MM HH:mm', 8, 'it contains the hour (HH) but no day', 'add DD or D'],
    ['YYYY-MM-DD mm', 11, 'it contains the minute (mm) but no hour', 'add HH or H'],
    ['YYYY-MM-DD HH:ss', 14, 'it contains the second (ss) but no minute', 'add mm or m'],
    ['YYYYMMDDHHmmSSS', 12, 'it contains the fraction (SSS) but no second', 'add ss or s'],
    ['YYYY-X', undefined, 'X and x are a whole date and time', 'write X or x without other tokens'],
    ['Xx', undefined, 'X and x are a whole date and time', 'write X or x without other tokens'],
    [
      'YYYYMD',
      5,
      'M reads a variable number of digits, and D follows directly',
      'write MM, or put another character between them',
    ],
    [
      'DMMYYYY',
      1,
      'D reads a variable number of digits, and MM follows directly',
      'write DD, or put another character between them',
    ],
    [
      'YYYY-M0',
      6,
      'M reads a variable number of digits, and 0 follows directly',
      'write MM, or put another character between them',
    ],
    [
      'YYYY-M[0]',
      6,
      'M reads a variable number of digits, and 0 follows directly',
      'write MM, or put another character between them',
    ],
    [
      'ZYYYY',
      1,
      'Z reads a variable number of digits, and YYYY follows directly',
      'put another character between them',
    ],
  ])('%j is rejected at %s: %s', (format, at, why, instead) => {
    expect(dateFormatProblem(format)).toEqual({ ...(at === undefined ? {} : { at }), why, instead });
  });

  test.each([
    ...[
      'YYYY',
      'DD.MM.YYYY',
      'YYYY-MM-DDTHH:mm:ss.SSSZ',
      'YYYYMMDDHHmmss',
      'YYMMDD',
      'YYYY-M-D',
      'D MMM YYYY',
      'DMMMYY',
    ],
    ...[
      'X',
      'x',
      '[v]X',
      'YYYY-MM-DD [at] HH[h]',
      'YYYY-MM',
      'HH:mm DD.MM.YYYY',
      'YYYY-MM-DDZ',
      'YYYY]',
      '[[]YYYY]',
      'YYYYMM_D',
      '年YYYY月M',
      'YYYYMMDDHHmmssSSSSSSSSS',
    ],
  ])('%s can be used', (format) => {
    expect(dateFormatProblem(format)).toBeUndefined();
    expect(formatExample(format)).toMatch(formatRegex(format));
  });
});

test.each([
  ['00', 2000],
  ['26', 2026],
  ['68', 2068],
  ['69', 1969],
  ['99', 1999],
  ['0026', 26],
  ['2026', 2026],
])('the year %s is %i', (text, year) => {
  expect(wholeYear(text)).toBe(year);
});

test.each([
  ['Jan', 1],
  ['dec', 12],
  ['SEP', 9],
  ['7', 7],
  ['07', 7],
])('the month %s is %i', (text, month) => {
  expect(monthNumber(text)).toBe(month);
});
