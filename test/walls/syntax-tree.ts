import { transformSync } from 'esbuild';
import { parseAst } from 'vite';
import type { SourceFile } from './source-files.ts';

export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

/** Every node of a file, without its types, each with its parent. */
export const nodesOf = ({ text }: SourceFile): readonly (readonly [node: Node, parent: Node | undefined])[] => {
  const program: unknown = parseAst(transformSync(text, { loader: 'ts', target: 'esnext' }).code);
  return isNode(program) ? [...walk(program)] : [];
};

const walk = function* (node: Node, parent?: Node): Generator<readonly [Node, Node | undefined]> {
  yield [node, parent];
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* walk(child, node);
};
