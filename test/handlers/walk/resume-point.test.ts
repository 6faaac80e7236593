import { describe, expect, test } from 'vitest';
import { createResumePoint } from '../../../src/handlers/walk/resume-point.ts';

describe('where to go on', () => {
  test('with nothing under way: where the walk is', () => {
    const point = createResumePoint();
    expect(point.upTo(undefined)).toBeUndefined();
    expect(point.upTo('m')).toBe('m');
  });

  test('the work that began first holds it back, in whatever order they end', () => {
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
  ])('what failed holds it back for good: %s', (_, failed, expected) => {
    const point = createResumePoint();
    const ends = failed.map((after) => point.begin(after));
    point.begin('z')('done');
    for (const end of ends) end('failed');
    expect(point.upTo('\u{1f601}')).toBe(expected);
  });

  test('a walk that has not come as far as what failed begins where it is', () => {
    const point = createResumePoint();
    point.begin('c')('failed');
    expect(point.upTo('b')).toBe('b');
    expect(point.upTo(undefined)).toBeUndefined();
  });
});
