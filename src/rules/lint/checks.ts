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

/** Every check, by name. */
export const CHECKS: Readonly<Record<string, Check>> = {
  overlaps,
  unreachable,
  emptyBounds,
  loops,
  openAliases,
  competingFiles,
  regexSize,
  firstFile,
  widePrefix,
  wideListing,
  permissions,
  triggers,
};
