import {
  determinedPieces,
  joinPieces,
  type OrderOfPart,
  pieceSource,
  withEqualTexts,
} from '../pattern/alias-pattern.ts';
import { compilePattern } from '../pattern/pattern.ts';
import { pieceText, type Template, type TemplatePiece } from '../pattern/template.ts';
import type { AliasGroup, AliasGrouping } from '../release.ts';

/**
 * Divides the aliases of a template into groups that move together. The aliases of one group have the same texts for all
 * pieces that identify a release.
 *
 * The group of an alias must be readable from its key, because its candidates can be gone. Returns `why` if it is not.
 *
 * @param ofGroups the groups of the regex that identify a release.
 */
export function compileGrouping(
  template: Template,
  ofGroups: readonly string[],
  orderOf: OrderOfPart,
  sources: ReadonlyMap<string, string>,
): AliasGrouping | { readonly why: string } {
  const isShared = (piece: TemplatePiece | undefined): boolean =>
    piece?.kind === 'part' || (piece?.kind === 'group' && ofGroups.includes(piece.group));
  const pieces = template.map((piece) => pieceSource(piece, orderOf, sources));
  const determined = determinedPieces(pieces);
  const ambiguous = template.find((piece, i) => !determined.has(i) && isShared(piece));
  if (ambiguous !== undefined) return { why: whyAmbiguous(pieceText(ambiguous)) };
  const pattern = compilePattern(joinPieces(pieces, (i) => (isShared(template[i]) ? `p${i}` : undefined)));
  if ('refused' in pattern) return { why: pattern.refused };
  const equal = withEqualTexts(pattern, template, pieces);
  const groupOf = (textOf: (piece: TemplatePiece, index: number) => string | undefined): AliasGroup | undefined => {
    const texts = template.map((piece, i) => (isShared(piece) ? textOf(piece, i) : pieceText(piece)));
    if (texts.includes(undefined)) return undefined;
    const firstOpen = template.findIndex((piece) => piece.kind === 'group' && !isShared(piece));
    return { name: texts.join(''), aliasPrefix: (firstOpen === -1 ? texts : texts.slice(0, firstOpen)).join('') };
  };
  return {
    determinedGroups: new Set(
      template.flatMap((piece) => (piece.kind === 'group' && isShared(piece) ? [piece.group] : [])),
    ),
    groupOfAlias(alias) {
      // The boundaries of the shared pieces are certain, so the regex reads them as any other reading does.
      const found = equal.match(alias) && pattern.match(alias);
      return found === undefined ? undefined : groupOf((_, i) => found[`p${i}`]);
    },
    groupOfRelease: (groups, parts) =>
      groupOf((piece) =>
        piece.kind === 'group'
          ? groups[piece.group]
          : piece.kind === 'part'
            ? parts[piece.of]?.[piece.part]
            : piece.text,
      ),
  };
}

function whyAmbiguous(name: string): string {
  return `it is ambiguous where ${name} begins and ends in an alias, and aliases with the same ${name} move together`;
}
