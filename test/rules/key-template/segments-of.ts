import { layoutOf, type Segment } from '../../../src/rules/key-template/key-layout.ts';
import { parseKeyTemplate } from '../../../src/rules/key-template/parse-key-template.ts';

/** The segments of a key template without paths. */
export function segmentsOf(template: string): readonly Segment[] {
  const pieces = parseKeyTemplate(template);
  if ('why' in pieces) throw new TypeError(pieces.why);
  return layoutOf(pieces).blocks[0] ?? [];
}
