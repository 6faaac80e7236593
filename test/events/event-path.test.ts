import { expect, test } from 'vitest';
import { eventPath } from '../../src/events/event-path.ts';

test.each([
  ['$', [], '$'],
  ['$', ['events', 3, 'oss', 'object', 'key'], 'events[3].oss.object.key'],
  ['$', [0, 'data'], '[0].data'],
  ['[0].data', ['oss'], '[0].data.oss'],
  ['events[1]', [], 'events[1]'],
  ['a', ['x-y', 'z w', ''], 'a["x-y"]["z w"][""]'],
])('%s and %j', (base, parts, path) => {
  expect(eventPath(base, ...parts)).toBe(path);
});
