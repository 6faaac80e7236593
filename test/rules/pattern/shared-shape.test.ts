import { expect, test } from 'vitest';
import { groupSources } from '../../../src/rules/pattern/alias-pattern.ts';
import { patternShape } from '../../../src/rules/pattern/pattern-shape.ts';
import { parseShape } from '../../../src/rules/pattern/shared-shape.ts';

test.each([
  '^team-1/(?<app>[^/]+)/(?<v>\\d+)$',
  '^a$',
  '^ab*(?<x>y)',
  '(?<x>y)',
  '^a|b',
  '^a\\.b/(?<x>y)',
  '^a/\\Qx\\E',
])('%s has the shape of the whole pattern', (source) => {
  const { shape, sources } = parseShape(source);
  expect(shape).toEqual(patternShape(source));
  expect(sources).toEqual(groupSources(patternShape(source)));
});
