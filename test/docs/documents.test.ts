import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockFlaw, type Surroundings } from './blocks/check-block.ts';
import type { Block } from './blocks/markdown.ts';
import { hasBash, missingPrograms } from './blocks/missing-programs.ts';
import { openSession } from './blocks/session.ts';
import { documents } from './documents.ts';

/** A cloud that starts and uploads its demo, on a machine that is busy. */
const TIMEOUT_MS = 180_000;

/** Blocks that another test runs, because they need more than a session has, such as a clock that is set. */
const RUN_ELSEWHERE: readonly { readonly document: string; readonly kinds: RegExp; readonly by: string }[] = [
  {
    document: 'src/rules/README.md',
    kinds: /^(?:text (?:objects|aliases|order)|diff changes)$/,
    by: 'test/docs/rules-reference.test.ts',
  },
];

function isRunElsewhere({ document, language, kind }: Block): boolean {
  return RUN_ELSEWHERE.some(
    (other) => other.document === document && other.kinds.test(`${language} ${kind}`) && existsSync(other.by),
  );
}

describe.runIf(hasBash).each(documents().filter(({ blocks }) => blocks.length > 0))('$path', ({ blocks }) => {
  let around: Surroundings;
  /** The programs for which the latest commands were skipped; then their output cannot be compared. */
  let skipped: readonly string[] = [];
  beforeAll(() => {
    around = { session: openSession() };
  });
  afterAll(() => around.session.close());

  test.for(blocks.filter((block) => !isRunElsewhere(block)))(
    'block at line $line: $language $kind',
    { timeout: TIMEOUT_MS },
    async (block, { skip }) => {
      const missing = block.kind === 'output' ? skipped : missingPrograms(block);
      skipped = missing;
      skip(missing.length > 0, `this machine does not have ${missing.join(', ')}`);
      expect(await blockFlaw(block, around)).toBeUndefined();
    },
  );
});
