import { expect, test } from 'vitest';
import { UNVERIFIED_CHOICES } from '../../src/bucket/unverified-choices.ts';
import { bucketFixture } from './bucket-fixture.ts';

for (const [name, choice] of Object.entries(UNVERIFIED_CHOICES)) {
  test(`${name} has at least two candidates, and its default is one of them`, () => {
    expect(choice.candidates.length).toBeGreaterThan(1);
    expect(choice.candidates).toContain(choice.default);
    expect(new Set(choice.candidates).size).toBe(choice.candidates.length);
  });
}

test('the engine uses the defaults, except for given choices', () => {
  const { engine } = bucketFixture('Never', { choices: { linkListedSize: 'target-name-length' } });
  expect(engine.choices).toMatchObject({ linkListedSize: 'target-name-length', eventKeyEncoding: 'raw' });
  expect(Object.keys(engine.choices).sort()).toEqual(Object.keys(UNVERIFIED_CHOICES).sort());
});
