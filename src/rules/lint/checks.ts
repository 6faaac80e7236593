import { competingFiles } from './competing-files.ts';
import { emptyBounds } from './empty-bounds.ts';
import { firstFile } from './first-file.ts';
import type { Check } from './lint-context.ts';
import { loops } from './loops.ts';
import { openAliases } from './open-aliases.ts';
import { overlaps } from './overlaps.ts';
import { permissions } from './permissions.ts';
import { regexSize } from './regex-size.ts';
import { triggers } from './triggers.ts';
import { unreachable } from './unreachable.ts';
import { wideListing } from './wide-listing.ts';
import { widePrefix } from './wide-prefix.ts';

/** Every check, and what it looks for, in the plural. */
export const CHECKS: readonly (readonly [lookedFor: string, check: Check])[] = [
  ['overlaps', overlaps],
  ['unreachable rules and aliases', unreachable],
  ['empty limits', emptyBounds],
  ['loops', loops],
  ['aliases in folders that uploaders choose', openAliases],
  ['files that compete for one alias', competingFiles],
  ['large regexes', regexSize],
  ['releases that one file makes complete', firstFile],
  ['wide prefixes', widePrefix],
  ['wide listings', wideListing],
  ['missing permissions', permissions],
  ['triggers that conflict or are missing', triggers],
];
