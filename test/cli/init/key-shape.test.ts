import { describe, expect, test } from 'vitest';
import { aliasTemplates } from '../../../src/cli/init/alias-templates.ts';
import { keyShape, usualPrefix } from '../../../src/cli/init/key-shape.ts';
import type { InitOrderName } from '../../../src/cli/init/orders.ts';
import { regexOf } from '../../../src/cli/init/rules-text.ts';

describe('which keys are meant by one of them', () => {
  test.each<[order: InitOrderName, prefix: string, example: string, regex: string, inPlace: string, beside: string]>([
    [
      'semver',
      'r/',
      'r/app/1.10.0/app.tgz',
      '^r/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$',
      'r/{app}/latest/{file}',
      'latest/{app}/{file}',
    ],
    ['semver', 'r/', 'r/1.10.0/a.tgz', '^r/(?<version>[^/]+)/(?<file>[^/]+)$', 'r/latest/{file}', 'latest/{file}'],
    ['semver', '', '1.10.0/a.tgz', '^(?<version>[^/]+)/(?<file>[^/]+)$', 'latest/{file}', 'latest/{file}'],
    ['semver', '', 'v1.10.0', '^(?<version>[^/]+)$', 'latest', 'latest/all'],
    [
      'semver',
      'r/',
      'r/o/t/app/1.0.0/lib/x/a.so',
      '^r/(?<team>[^/]+)/(?<team2>[^/]+)/(?<app>[^/]+)/(?<version>[^/]+)/(?<folder>[^/]+)/(?<folder2>[^/]+)/(?<file>[^/]+)$',
      'r/{team}/{team2}/{app}/latest/{folder}/{folder2}/{file}',
      'latest/{team}/{team2}/{app}/{folder}/{folder2}/{file}',
    ],
    [
      'semver',
      'dist/',
      'dist/my-pkg-1.2.3.tar.gz',
      '^dist/(?<name>[^/]+?)-(?<version>v?[0-9][^/]*)\\.tar\\.gz$',
      'dist/{name}-latest.tar.gz',
      'latest/{name}.tar.gz',
    ],
    [
      'semver',
      'dist/',
      'dist/a-2-b-1.2.3-rc.1.tgz',
      '^dist/(?<name>[^/]+?)-(?<version>v?[0-9][^/]*)\\.tgz$',
      'dist/{name}-latest.tgz',
      'latest/{name}.tgz',
    ],
    [
      'semver',
      '',
      'tool_v2.0.0.zip',
      '^(?<name>[^/]+?)_(?<version>v?[0-9][^/]*)\\.zip$',
      '{name}_latest.zip',
      'latest/{name}.zip',
    ],
    ['semver', '', '1.2.3.tgz', '^(?<version>[^/]+)\\.tgz$', 'latest.tgz', 'latest/all.tgz'],
    [
      'date',
      'nightly/',
      'nightly/2026-10-20/app.zip',
      '^nightly/(?<date>[^/]+)/(?<file>[^/]+)$',
      'nightly/latest/{file}',
      'latest/{file}',
    ],
    [
      'date',
      'backup/',
      'backup/db-2026-10-20.sql.gz',
      '^backup/(?<name>[^/]+?)-(?<date>v?[0-9][^/]*)\\.sql\\.gz$',
      'backup/{name}-latest.sql.gz',
      'latest/{name}.sql.gz',
    ],
    [
      'number',
      'ci/',
      'ci/app/42/log',
      '^ci/(?<app>[^/]+)/(?<build>[^/]+)/(?<file>[^/]+)$',
      'ci/{app}/latest/{file}',
      'latest/{app}/{file}',
    ],
    [
      'natural',
      'ci/',
      'ci/app/build-42/log',
      '^ci/(?<app>[^/]+)/(?<build>[^/]+)/(?<file>[^/]+)$',
      'ci/{app}/latest/{file}',
      'latest/{app}/{file}',
    ],
    [
      'lexical',
      'ci/',
      'ci/app/abc/log',
      '^ci/(?<app>[^/]+)/(?<build>[^/]+)/(?<file>[^/]+)$',
      'ci/{app}/latest/{file}',
      'latest/{app}/{file}',
    ],
    [
      'uploaded',
      'cam/',
      'cam/door/photo.jpg',
      '^cam/(?<app>[^/]+)/(?<file>[^/]+)\\.jpg$',
      'cam/{app}/latest.jpg',
      'latest/{app}.jpg',
    ],
    ['uploaded', 'cam/', 'cam/photo.jpg', '^cam/(?<file>[^/]+)\\.jpg$', 'cam/latest.jpg', 'latest/cam.jpg'],
    [
      'semver',
      'a{b}.+/',
      'a{b}.+/x/1.0.0/f',
      '^a\\{b\\}\\.\\+/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$',
      'a{{b}}.+/{app}/latest/{file}',
      'latest/{app}/{file}',
    ],
  ])('%s, %s: %s', (order, prefix, example, regex, inPlace, beside) => {
    const shape = keyShape(example, order, prefix);
    if (shape === undefined) throw new Error('no shape');
    expect(regexOf(shape)).toBe(regex);
    expect(aliasTemplates(shape)).toEqual([inPlace, beside, `aliases/${beside}`]);
    expect(new RegExp(regexOf(shape)).exec(example)).not.toBeNull();
  });

  test.each([
    ['20261020', undefined],
    ['2026-10-20', undefined],
    ['2026_10_20', 'YYYY_MM_DD'],
    ['2026.10.20', 'YYYY.MM.DD'],
  ])('a date as %s is read by the format %s', (date, format) => {
    expect(keyShape(`n/${date}/f`, 'date', 'n/')?.format).toBe(format);
  });
});

describe('an example without anything to order', () => {
  test.each<[order: InitOrderName, prefix: string, example: string]>([
    ['semver', 'r/', 'r/app/latest/app.tgz'],
    ['date', 'r/', 'r/app/1.0.0/app.tgz'],
    ['number', 'r/', 'r/app/1.0.0/app'],
    ['number', 'r/', 'r/app/1.0/app-1.0.tgz'],
    ['semver', 'r/', 'r//1.0.0/app.tgz'],
    ['semver', 'r/', 'r/1.0.0/'],
    ['semver', 'r/1.0.0/app.tgz', 'r/1.0.0/app.tgz'],
  ])('%s, %s: %s', (order, prefix, example) => {
    expect(keyShape(example, order, prefix)).toBeUndefined();
  });
});

test.each([
  ['releases/app/1.0.0/a', 'releases/'],
  ['a/b', 'a/'],
  ['a/', ''],
  ['a', ''],
])('%s usually begins with "%s"', (example, prefix) => {
  expect(usualPrefix(example)).toBe(prefix);
});
