import { expect, test } from 'vitest';
import { isMarker, markerRequests } from '../../../src/aliases/reconcile/look-for-marker.ts';
import { aliasWorld, key, markerKey } from '../alias-world.ts';
import { NOTHING } from '../targets.ts';

const task = aliasWorld('Enabled').task({ kind: 'sweep' });

test.each([
  ['a candidate', task, key('1.0.0'), [markerKey('1.0.0')]],
  ['a key that the rule does not match', task, 'other', []],
  ['without markers', aliasWorld('Enabled', '    withdraw: false\n').task({ kind: 'sweep' }), key('1.0.0'), []],
])('the requests for the marker of %s', (_, one, of, markers) => {
  expect(markerRequests(one, of)).toEqual(markers.map((marker) => ({ operation: 'HeadObject', key: marker })));
});

test.each([
  ['an object', { found: 'object', etag: 'E', size: 0, lastModified: 0, headers: {}, metadata: {} }, true],
  ['a link', { found: 'symlink' }, false],
  ['nothing', NOTHING, false],
  ['no answer, because nothing was requested', undefined, false],
] as const)('%s: %s', (_, answer, expected) => {
  expect(isMarker(answer)).toBe(expected);
});
