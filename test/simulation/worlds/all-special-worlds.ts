import { AGE_WORLDS } from './age-worlds.ts';
import { ARCHIVE_WORLDS } from './archive-worlds.ts';
import { FALLBACK_WORLDS } from './fallback-worlds.ts';
import { PAIR_WORLDS } from './pair-worlds.ts';
import { PROTECTED_WORLDS } from './protected-worlds.ts';
import { RELEASE_WORLDS } from './release-worlds.ts';
import { REPAIR_WORLDS, TIME_WORLDS } from './repair-worlds.ts';
import { SETTLED_WORLDS } from './settled-worlds.ts';
import { SWEEP_WORLDS } from './sweep-worlds.ts';
import { WITHDRAWAL_WORLDS } from './withdrawal-worlds.ts';
import { SPECIAL_WORLDS, type SpecialWorld } from './worlds.ts';

/** Every world beyond uploads and deletions. */
export const ALL_SPECIAL_WORLDS: readonly SpecialWorld[] = [
  ...SPECIAL_WORLDS,
  ...RELEASE_WORLDS,
  ...AGE_WORLDS,
  ...FALLBACK_WORLDS,
  ...PROTECTED_WORLDS,
  ...WITHDRAWAL_WORLDS,
  ...SETTLED_WORLDS,
  ...ARCHIVE_WORLDS,
  ...PAIR_WORLDS,
  ...SWEEP_WORLDS,
  ...REPAIR_WORLDS,
  ...TIME_WORLDS,
];
