import { expect, test } from 'vitest';
import { createGroups } from '../../../src/rules/pattern/groups.ts';

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is absent, and can be a group', (name) => {
  const groups = createGroups();
  expect(name in groups).toBe(false);
  groups[name] = 'text';
  expect(Object.entries(groups)).toEqual([[name, 'text']]);
  expect(groups[name]).toBe('text');
  expect(createGroups()[name]).toBeUndefined();
});
