import { describe, expect, test } from 'vitest';
import { compileMarkers } from '../../../src/rules/compile/compile-markers.ts';
import { compilePattern } from '../../../src/rules/pattern/pattern.ts';
import { parseTemplate } from '../../../src/rules/pattern/template.ts';

function placeOf(regex: string, on: string) {
  const pattern = compilePattern(regex);
  const template = parseTemplate(on);
  if ('refused' in pattern || 'why' in template) throw new TypeError('the test is wrong');
  return compileMarkers({ pattern }, template);
}

describe('a folder', () => {
  test.each([
    ['^a/(?<v>\\d+)/x$', '{v}', 'a/7/x', 'a/7/', ['b/7/', 'a/7/x', 'a/x/']],
    ['^a/(?<v>\\d+)/(?<f>.+)$', '{v}', 'a/7/8/9', 'a/7/', ['a/7/8/']],
    ['^(?<p>.*)/(?<v>\\d+)/(?<f>[^/]+)$', '{v}', 'a/1/2/3', 'a/1/2/', ['a/', '2/']],
    ['/(?<v>\\d+)/x$', '{v}', 'a/7/7/x', 'a/7/7/', ['7/']],
  ] as const)('%s by %s: %s is in %s', (regex, on, key, folder, others) => {
    const place = placeOf(regex, on);
    if (place.kind !== 'folder') throw new TypeError('there is no folder');
    const pattern = compilePattern(regex);
    const groups = 'refused' in pattern ? undefined : pattern.match(key);
    expect(place.folderOf(key, groups ?? {})).toBe(folder);
    expect(place.folders.match(folder)).toBeDefined();
    for (const other of others) expect(place.folders.match(other)).toBeUndefined();
  });

  test('the number of its atoms includes the slash', () => {
    const place = placeOf('^ab/(?<v>\\d+)/x$', '{v}');
    expect(place.kind === 'folder' && place.atoms).toBe(5);
  });
});

test.each([
  ['^a/(?<v>\\d+)$', '{v}'],
  ['^a/(?<v>\\d+)x/y$', 'literal'],
  ['^a/(?<v>\\d+)/(?<w>\\d+)/x$', '{w}{v}'],
  ['^a/\\b(?<v>\\d+)/x$', '{v}'],
  ['^a\\b/(?<v>\\d+)/x$', '{v}'],
])('no folder: %s by %s', (regex, on) => {
  expect(placeOf(regex, on)).toEqual({ kind: 'object' });
});
