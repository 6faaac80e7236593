import type { OrderName } from '../orders/orders.ts';
import { joinPieces, pieceSource } from '../pattern/alias-pattern.ts';
import { determinedPieces } from '../pattern/determined-pieces.ts';
import { compilePattern } from '../pattern/pattern.ts';
import type { Template, TemplatePiece } from '../pattern/template.ts';
import type { AliasGroup, AliasGrouping } from '../release.ts';

/**
 * How a template's aliases fall into groups that move together: they agree in all that a release fixes. Or why nobody
 * could tell: a group's aliases must know each other by their keys, also those whose candidates are gone.
 *
 * @param ofGroups the groups that tell releases apart.
 */
export function compileGrouping(
  template: Template,
  ofGroups: readonly string[],
  order: OrderName,
  sources: ReadonlyMap<string, string>,
): AliasGrouping | { readonly why: string } {
  const isShared = (piece: TemplatePiece | undefined): boolean =>
    piece?.kind === 'part' || (piece?.kind === 'group' && ofGroups.includes(piece.group));
  const pieces = template.map((piece) => pieceSource(piece, order, sources));
  const unclear = template.slice(determinedPieces(pieces)).find(isShared);
  if (unclear !== undefined) return { why: notCertain(nameOf(unclear)) };
  const pattern = compilePattern(joinPieces(pieces, (i) => (isShared(template[i]) ? `p${i}` : undefined)));
  if ('refused' in pattern) return { why: pattern.refused };
  const groupOf = (textOf: (piece: TemplatePiece, index: number) => string | undefined): AliasGroup | undefined => {
    const texts = template.map((piece, i) => (isShared(piece) ? textOf(piece, i) : nameOf(piece)));
    if (texts.includes(undefined)) return undefined;
    const open = template.findIndex((piece) => piece.kind === 'group' && !isShared(piece));
    return { name: texts.join(''), aliasPrefix: (open === -1 ? texts : texts.slice(0, open)).join('') };
  };
  return {
    determinedGroups: new Set(
      template.flatMap((piece) => (piece.kind === 'group' && isShared(piece) ? [piece.group] : [])),
    ),
    groupOfAlias(alias) {
      const found = pattern.match(alias);
      return found === undefined ? undefined : groupOf((_, i) => found[`p${i}`]);
    },
    groupOfRelease: (groups, parts) =>
      groupOf((piece) =>
        piece.kind === 'group' ? groups[piece.group] : piece.kind === 'part' ? parts[piece.part] : piece.text,
      ),
  };
}

function notCertain(name: string): string {
  return `where ${name} begins and ends in an alias is not certain, so nobody could tell which belong together`;
}

/** As it is written. */
function nameOf(piece: TemplatePiece): string {
  return piece.kind === 'literal'
    ? piece.text
    : piece.kind === 'group'
      ? `{${piece.group}}`
      : `{${piece.of}.${piece.part}}`;
}
