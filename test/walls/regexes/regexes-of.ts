import type { SourceFile } from '../source-files.ts';
import { isNode, type Node, nodesOf } from '../syntax-tree.ts';

/** A native regular expression in a file: a literal, or one that is built when the file is loaded or later. */
export type NativeRegex =
  | { readonly pattern: string; readonly flags: string }
  | { readonly built: 'on load' | 'later' };

/** String methods that turn a string argument into a regular expression. */
const makesRegex: ReadonlySet<unknown> = new Set(['match', 'matchAll', 'search']);

/** Every regular expression that a file contains or builds: literals, every use of `RegExp`, and `text.match('…')`. */
export function regexesOf(file: SourceFile): readonly NativeRegex[] {
  const nodes = nodesOf(file);
  const functions = nodes.flatMap(([node]) => (/Function/.test(String(node.type)) ? [node] : []));
  const built = (node: Node): NativeRegex => ({
    built: functions.some((one) => isWithin(node, one)) ? 'later' : 'on load',
  });
  return nodes.flatMap(([node, parent]) => {
    if (node.type === 'Literal' && isRegex(node.regex)) return [node.regex];
    if (node.type === 'Identifier' && node.name === 'RegExp' && !isOnlyChecked(node, parent)) return [built(node)];
    if (node.type === 'CallExpression' && isMatchOfText(node)) return [built(node)];
    return [];
  });
}

function isWithin(node: Node, outer: Node): boolean {
  return Number(node.start) >= Number(outer.start) && Number(node.end) <= Number(outer.end);
}

function isRegex(value: unknown): value is { readonly pattern: string; readonly flags: string } {
  return typeof value === 'object' && value !== null && 'pattern' in value && 'flags' in value;
}

/** `x instanceof RegExp` does not build one. */
function isOnlyChecked(node: Node, parent: Node | undefined): boolean {
  return parent?.type === 'BinaryExpression' && parent.operator === 'instanceof' && parent.right === node;
}

function isMatchOfText({ callee, arguments: given }: Node): boolean {
  if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee.property)) return false;
  const [first]: readonly unknown[] = Array.isArray(given) ? given : [];
  const isText = isNode(first) && (first.type === 'TemplateLiteral' || typeof first.value === 'string');
  return isText && makesRegex.has(callee.property.name ?? callee.property.value);
}
