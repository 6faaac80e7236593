import { describe, expect, test } from 'vitest';
import { createResumePoint } from '../../../src/handlers/walk/resume-point.ts';

describe('the resume point', () => {
  test('is where the walk is if nothing is in progress', () => {
    const point = createResumePoint();
    expect(point.upTo(undefined)).toBeUndefined();
    expect(point.upTo('m')).toBe('m');
  });

  test('stays before the first item in progress, in whatever order the items end', () => {
    const point = createResumePoint();
    const first = point.begin('a');
    const second = point.begin('c');
    second('done');
    expect(point.upTo('m')).toBe('a');
    first('done');
    expect(point.upTo('m')).toBe('m');
  });

  test.each([
    ['one', ['c'], 'c'],
    ['the least of several', ['e', 'c', 'd'], 'c'],
    ['one before the first key', ['c', undefined], undefined],
    ['in the order of bytes', ['\u{1f600}', '\uffee'], '\uffee'],
  ])('stays before an item that failed: %s', (_, failed, expected) => {
    const point = createResumePoint();
    const ends = failed.map((after) => point.begin(after));
    point.begin('z')('done');
    for (const end of ends) end('failed');
    expect(point.upTo('\u{1f601}')).toBe(expected);
  });

  test('is where the walk is if that is before the item that failed', () => {
    const point = createResumePoint();
    point.begin('c')('failed');
    expect(point.upTo('b')).toBe('b');
    expect(point.upTo(undefined)).toBeUndefined();
  });
});
