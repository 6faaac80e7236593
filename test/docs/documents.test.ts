import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockFlaw, type Surroundings } from './check-block.ts';
import { documents } from './documents.ts';
import { openSession } from './session.ts';

/** A cloud that starts and uploads its demo, on a machine that is busy. */
const TIMEOUT_MS = 180_000;

describe.each(documents().filter(({ blocks }) => blocks.length > 0))('$path', ({ blocks }) => {
  let around: Surroundings;
  beforeAll(() => {
    around = { session: openSession() };
  });
  afterAll(() => around.session.close());

  test.each(blocks)(
    'block at line $line: $language $kind',
    async (block) => {
      expect(await blockFlaw(block, around)).toBeUndefined();
    },
    TIMEOUT_MS,
  );
});
