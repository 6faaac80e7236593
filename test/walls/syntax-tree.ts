import { type ParseResult, parseSync } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';
}

/** Parses a file. Throws on a syntax error: checking half a file would prove nothing. */
export function parse({ path, text }: SourceFile): ParseResult {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  return parsed;
}

/** Every node of a file, each with its parent. Types are left out: they do nothing at run time. */
export function nodesOf(file: SourceFile): readonly (readonly [node: Node, parent: Node | undefined])[] {
  const program: unknown = parse(file).program;
  return isNode(program) ? [...walk(program)] : [];
}

/** TypeScript nodes around an expression that runs: `x as T`, `x satisfies T`, `x!`, `f<T>`. */
const holdsExpression: ReadonlySet<unknown> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSInstantiationExpression',
]);

function* walk(node: Node, parent?: Node): Generator<readonly [Node, Node | undefined]> {
  if (String(node.type).startsWith('TS') && !holdsExpression.has(node.type)) return;
  yield [node, parent];
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* walk(child, node);
}

/** Names of top-level variables with a function as value, except those with a type annotation. */
export function functionVariables(file: SourceFile): readonly string[] {
  return parse(file).program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' &&
      !id.typeAnnotation &&
      (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
        ? [id.name]
        : [],
    );
  });
}
