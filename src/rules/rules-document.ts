import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { RulesInvalid, type RulesProblem } from './rules-problem.ts';

export type Path = readonly (string | number)[];

/** A parsed file that still knows where each of its values stands. */
export interface RulesDocument {
  readonly value: unknown;
  /** Line and column (1-based) of a value, or of the closest thing around it that exists. */
  position(path: Path): { readonly line: number; readonly column: number };
  /** Of the key itself rather than of its value. */
  keyPosition(path: Path): { readonly line: number; readonly column: number };
}

/** Reads YAML or JSON (which is YAML). Throws RulesInvalid for text that is neither. */
export const parseDocumentText = (text: string, file: string): RulesDocument => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = document.errors.map(
    (error): RulesProblem => ({
      ...at(error.pos[0]),
      what: 'the file cannot be read as YAML or JSON',
      why: error.message.replace(/\s+/g, ' '),
      instead: 'mend the syntax here',
    }),
  );
  if (problems.length > 0) throw new RulesInvalid(file, problems);
  const offsetOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);
  const nodeAt = (path: Path): Node | undefined => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (isNode(node)) return node;
    }
    return undefined;
  };
  return {
    value: document.toJS({ maxAliasCount: 100 }) as unknown,
    position: (path) => at(offsetOf(nodeAt(path))),
    keyPosition: (path) => {
      const parent = nodeAt(path.slice(0, -1));
      const pair = isMap(parent)
        ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1))
        : undefined;
      return at(offsetOf(pair === undefined ? nodeAt(path) : pair.key));
    },
  };
};
