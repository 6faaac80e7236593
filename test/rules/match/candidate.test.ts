import { expect, test } from 'vitest';
import { type Candidate, compareCandidates } from '../../../src/rules/match/candidate.ts';
import { readKey } from '../../../src/rules/match/read-key.ts';
import { onlyTemplate, ruleSetOf } from '../rule-set-of.ts';

const { rule } = onlyTemplate(ruleSetOf({ regex: '^r/(?<v>[^/]+)/(?<f>.+)$', on: 'v', aliases: ['latest'] }));

function candidate(key: string, lastModified: number): Candidate {
  const order = readKey(rule, key)?.order;
  if (order?.ok !== true) throw new Error(`${key} is not a candidate`);
  return { key, value: order.value, lastModified };
}

test('compares the order value, then the time of the last change, then the bytes of the key', () => {
  const row = [
    candidate('r/1.9.0/z', 9),
    candidate('r/1.10.0+b/a', 1),
    candidate('r/1.10.0+a/a', 2),
    candidate('r/1.10.0+a/\ue000', 2),
    candidate('r/1.10.0+a/😀', 2),
    candidate('r/1.10.0+b/a', 2),
    candidate('r/2.0.0/a', 0),
  ];
  const shuffled = [3, 0, 6, 2, 5, 1, 4].map((i) => row[i]).filter((item) => item !== undefined);
  expect(shuffled.sort((a, b) => compareCandidates(rule, a, b))).toEqual(row);
});
