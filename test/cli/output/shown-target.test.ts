import { expect, test } from 'vitest';
import { shownNow } from '../../../src/aliases/past/shown-target.ts';
import { shownTargetSchema } from '../../../src/cli/output/shown-target.ts';
import { shownView } from '../../../src/handlers/past/shown-view.ts';

test('the schema accepts what an alias shows, and refuses other fields and words', () => {
  const shown = shownView(shownNow({ found: 'none', deleteMarker: false }));
  expect(shownTargetSchema.safeParse(shown).success).toBe(true);
  expect(shownTargetSchema.safeParse({ ...shown, other: 1 }).success).toBe(false);
  expect(shownTargetSchema.safeParse({ ...shown, shows: 'symlink' }).success).toBe(false);
});
