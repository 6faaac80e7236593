import { describe, expect, test } from 'vitest';
import { dateFormatProblem, dateOrder } from '../../../src/rules/orders/date.ts';
import { compared, sorted } from './sorted.ts';

const iso = dateOrder();

describe('ISO 8601', () => {
  test.each([
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['20261120', '2026-11-20T00:00:00.000Z'],
    ['2026-11', '2026-11-01T00:00:00.000Z'],
    ['2026-11-20T08:30', '2026-11-20T08:30:00.000Z'],
    ['2026-11-20T08:30Z', '2026-11-20T08:30:00.000Z'],
    ['2026-11-20T08:30:15', '2026-11-20T08:30:15.000Z'],
    ['2026-11-20T08:30:15+08:00', '2026-11-20T00:30:15.000Z'],
    ['2026-11-20T08:30:15.123', '2026-11-20T08:30:15.123Z'],
    ['2026-11-20T08:30:15.123-0530', '2026-11-20T14:00:15.123Z'],
    ['20261120T0830', '2026-11-20T08:30:00.000Z'],
    ['20261120T0830-1000', '2026-11-20T18:30:00.000Z'],
    ['20261120T083015', '2026-11-20T08:30:15.000Z'],
    ['20261120T083015Z', '2026-11-20T08:30:15.000Z'],
    ['202611200830', '2026-11-20T08:30:00.000Z'],
    ['20261120083015', '2026-11-20T08:30:15.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
    ['0099-12-31', '0099-12-31T00:00:00.000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    ['0000-02-29', '0000-02-29T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2026-01-01T00:00+23:59', '2025-12-31T00:01:00.000Z'],
  ])('%s is %s', (text, instant) => {
    const read = iso.parse(text);
    expect(read.ok ? new Date(read.value).toISOString() : read.why).toBe(instant);
  });

  test.each([
    ['2026-02-29'],
    ['1900-02-29'],
    ['2026-04-31'],
    ['2026-00-10'],
    ['2026-13-01'],
    ['2026-11-00'],
    ['2026-11-32'],
    ['2026-11-20T24:00'],
    ['2026-11-20T08:60'],
    ['2026-11-20T08:30:60'],
    ['2026-11-20T08:30+24:00'],
    ['2026-11-20T08:30-05:60'],
    ['20261399'],
  ])('%s is skipped: not a valid date and time', (text) => {
    expect(iso.parse(text)).toEqual({ ok: false, why: `"${text}" is not a valid date and time` });
  });

  test.each([
    [''],
    ['latest'],
    ['2026'],
    ['26-11-20'],
    ['2026-11-2'],
    ['2026/11/20'],
    ['2026-1120'],
    ['12026-11-20'],
    [' 2026-11-20'],
    ['2026-11-20\n'],
    ['2026-11-20T'],
    ['2026-11-20T08'],
    ['2026-11-20 08:30'],
    ['2026-11-20T08:30:15.12'],
    ['2026-11-20Z'],
    ['２０２６-11-20'],
  ])('%j is skipped: not a supported format', (text) => {
    expect(iso.parse(text)).toEqual({
      ok: false,
      why: `"${text}" is not an ISO 8601 date (like 2026-11-20 or 20261120T0830Z)`,
    });
  });

  test('sorts by instant, with time zones and before the year 100', () => {
    const row = [
      '0000-01-01',
      '0099-12-31',
      '0100-01-01',
      '1969-12-31',
      '1970-01-01',
      '2026-11-20T08:30+09:00',
      '2026-11-20T00:30+00:00',
      '20261120T0830-0500',
      '2026-12',
    ];
    expect(sorted(iso, [...row].reverse())).toEqual(row);
    expect(compared(iso, '2026-11-20T08:30+08:00', '20261120T0030Z')).toBe(0);
  });

  test('has every part as written, with defaults for missing ones', () => {
    expect(iso.parse('2026-11-20T08:30')).toMatchObject({
      prerelease: false,
      parts: { year: '2026', month: '11', day: '20', hour: '08', minute: '30', second: '00', millisecond: '000' },
    });
    expect(iso.parse('2026-11')).toMatchObject({ parts: { year: '2026', month: '11', day: '01', hour: '00' } });
  });
});

describe('a given format', () => {
  test.each([
    ['DD.MM.YYYY', '20.11.2026', '2026-11-20T00:00:00.000Z'],
    ['YYYY/MM/DD', '2026/11/20', '2026-11-20T00:00:00.000Z'],
    ['YYYY', '2026', '2026-01-01T00:00:00.000Z'],
    ['(YYYY)[MM]*$', '(2026)[11]*$', '2026-11-01T00:00:00.000Z'],
    ['YYYY-MM-DD_HHmmss_SSS', '2026-11-20_083015_007', '2026-11-20T08:30:15.007Z'],
    ['add-YYYY-MM-DD', 'add-2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['YYYYMMDDZ', '20261120+0100', '2026-11-19T23:00:00.000Z'],
    ['年YYYY月MM', '年2026月11', '2026-11-01T00:00:00.000Z'],
  ])('%s accepts %s and its example', (format, text, instant) => {
    const order = dateOrder(format);
    const read = order.parse(text);
    expect(read.ok ? new Date(read.value).toISOString() : read.why).toBe(instant);
    expect(order.examples.map((example) => order.parse(example).ok)).toEqual([true]);
  });

  test.each([
    ['DD.MM.YYYY', '20x11x2026'],
    ['YYYY', '2026-11-20'],
    ['YYYY-MM-DD', '20261120'],
    ['YYYY$', '2026'],
  ])('%s does not accept %s', (format, text) => {
    expect(dateOrder(format).parse(text)).toEqual({ ok: false, why: `"${text}" is not ${format}` });
  });

  test.each([
    ['MM-DD', 'it does not contain YYYY'],
    ['YYYY-MM-DD hh:mm', '"hh" is not a token'],
    ['YYYY-MM-dd', '"dd" is not a token'],
    ['', 'it does not contain YYYY'],
    ['yyyy-MM-DD', 'it does not contain YYYY'],
    ['YYYY-MM-MM', 'it contains a token twice'],
    ['YYYYYYYY', 'it contains a token twice'],
  ])('%j is rejected: %s', (format, why) => {
    expect(dateFormatProblem(format)).toBe(why);
  });

  test.each([['YYYY'], ['DD.MM.YYYY'], ['YYYY-MM-DDTHH:mm:ss.SSSZ']])('%s can be used', (format) => {
    expect(dateFormatProblem(format)).toBeUndefined();
  });
});
