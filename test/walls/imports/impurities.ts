import type { SourceFile } from '../source-files.ts';
import { isNode, type Node, nodesOf } from '../syntax-tree.ts';
import { importsOf } from './imports-of.ts';

/** Globals that reach the clock, the machine, random numbers or the network without an import. */
const globals: ReadonlySet<string> = new Set([
  'process',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'crypto',
  'console',
  'globalThis',
]);

/** A property name (`x.process`, `{ process: 1 }`) does not refer to the global. */
function isOnlyAName(node: Node, parent: Node | undefined): boolean {
  return (
    (parent?.type === 'MemberExpression' && parent.property === node && parent.computed === false) ||
    (parent?.type === 'Property' && parent.key === node && parent.computed === false && parent.shorthand === false)
  );
}

function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && value.type === 'Identifier' && value.name === name;
}

function memberOf(node: Node, object: string, property: string): boolean {
  return node.type === 'MemberExpression' && isNamed(node.object, object) && isNamed(node.property, property);
}

/**
 * The impurity of a node, if any. `new Date(milliseconds)` only converts, so it is allowed. Without arguments it reads
 * the clock, and with several it depends on the machine's time zone.
 */
function impurity(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === 'Identifier' && globals.has(String(node.name)) && !isOnlyAName(node, parent))
    return String(node.name);
  if (memberOf(node, 'Date', 'now')) return 'Date.now';
  if (memberOf(node, 'Math', 'random')) return 'Math.random';
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Date')) {
    const { length } = Array.isArray(node.arguments) ? node.arguments : [];
    return length === 1 ? undefined : 'new Date';
  }
  if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) return 'Date()';
  if (node.async === true || node.type === 'AwaitExpression') return 'async';
  return undefined;
}

/** Packages that open sockets or files. */
const outside: ReadonlySet<string> = new Set(['undici', 'lmdb', 'hono', '@hono/node-server', 'commander', 'ali-oss']);

function isOutside(name: string): boolean {
  return (
    name.startsWith('node:') ||
    outside.has(name.startsWith('@') ? name.split('/', 2).join('/') : (name.split('/')[0] ?? ''))
  );
}

/**
 * Everything in a file that depends on more than its arguments, each named once. `allowed` are modules that it may
 * import.
 */
export function impurities(file: SourceFile, allowed: readonly string[] = []): string[] {
  const imported = importsOf(file).filter((name) => isOutside(name) && !allowed.includes(name));
  const used = nodesOf(file).flatMap(([node, parent]) => impurity(node, parent) ?? []);
  return [...new Set([...imported, ...used])];
}
