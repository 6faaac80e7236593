import { parseTemplate } from '../../rules/template.ts';
import type { KeyShape } from './key-shape.ts';

/**
 * The shape for aliases that a person gave: a group that none of them names becomes the text of the example. Otherwise, for
 * `nightly/2026-10-20/app.zip` and the alias `nightly/latest/app.zip`, a checksum of that night could become the target.
 */
export function keepLiteral(shape: KeyShape, aliases: readonly string[]): KeyShape {
  const named = new Set(aliases.flatMap(namesIn));
  const groups = shape.pieces.flatMap((piece) => ('group' in piece ? [piece.group] : []));
  // A misspelt name is refused later, with a message that lists the groups.
  if ([...named].some((name) => name !== 'order' && !groups.includes(name))) return shape;
  const pieces = shape.pieces.map((piece) =>
    'text' in piece || piece.ordered === true || named.has(piece.group) ? piece : { text: piece.example },
  );
  return { ...shape, pieces };
}

function namesIn(alias: string): readonly string[] {
  const template = parseTemplate(alias);
  if ('why' in template) return [];
  return template.flatMap((piece) =>
    piece.kind === 'group' ? [piece.group] : piece.kind === 'part' ? [piece.of] : [],
  );
}
