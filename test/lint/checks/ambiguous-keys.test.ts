import { expect, test } from 'vitest';
import { findingsOf } from '../findings-of.ts';

test.each([
  ['r/{name}-{v}.tgz', '{name} and {v}', 'r/a-b-c.tgz has name "a-b" and v "c"'],
  ['r/{app}/{name}-{os}-{v}', '{name} and {os} and {v}', 'r/x/a-b-c-x has name "a-b" and os "c" and v "x"'],
  ['r/{name}-{v}/{name}-{v}.tgz', '{name} and {v}', 'r/a-b-c/a-b-c.tgz has name "a-b" and v "c"'],
  ['r/{p:**}/x/{q:**}/{v}', '{p} and {q}', 'r/a/x/b/x/c/x has p "a/x/b" and q "c"'],
])('%s is ambiguous', (key, names, why) => {
  const [finding, ...more] = findingsOf('ambiguous', [{ key, by: 'natural', aliases: ['l/x'] }]);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'note',
    what: `it is ambiguous in match.key where ${names} end and begin`,
    why: expect.stringContaining(why),
    line: 1,
  });
});

test.each([
  [{ key: 'r/{name}/{v}/{file}' }],
  [{ key: 'r/{name}/{name}-{v}.tgz' }],
  [{ key: 'r/{p:**}/{name}/{v}/{name}-{v}.jar' }],
  [{ key: 'r/{v}.{v}' }],
  [{ regex: '^r/(?<name>[^/]+)-(?<v>[^/]+)$' }],
])('%j is not ambiguous', (rule) => {
  expect(findingsOf('ambiguous', [{ ...rule, by: 'natural', aliases: ['l/x'] }])).toEqual([]);
});
