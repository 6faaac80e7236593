import type { SourceFile } from '../source-files.ts';
import { isNode, type Node, nodesOf, parse } from '../syntax-tree.ts';

/** Text that people read: a comment, a string with a space in it, or a paragraph of a document. */
export interface Prose {
  readonly path: string;
  /** On one line, with single spaces, and with a dot for each character of code between backticks. */
  readonly text: string;
  /** The line of the file (from 1) that holds the character at this offset of `text`. */
  lineAt(offset: number): number;
}

/** All prose of a file, by the kind of file that its name says it is. */
export function proseOf(file: SourceFile): readonly Prose[] {
  const blocks = isCode(file.path)
    ? [...commentBlocks(file), ...stringBlocks(file)]
    : file.path.endsWith('.md')
      ? markdownBlocks(file.text)
      : yamlBlocks(file.text);
  return blocks.map((block) => asProse(file.path, block));
}

/** Whether a file is parsed; every other one is read by lines. */
export function isCode(path: string): boolean {
  return /\.(?:ts|mjs)$/.test(path);
}

/** Lines that follow one another, with the number of the first. */
interface Block {
  readonly line: number;
  readonly lines: readonly string[];
}

function asProse(path: string, { line, lines }: Block): Prose {
  const cleaned = lines.map((text) => text.replace(/\s+/g, ' ').trim());
  const ends: number[] = [];
  for (const text of cleaned) ends.push((ends.at(-1) ?? 0) + (text === '' ? 0 : text.length + 1));
  return {
    path,
    text: cleaned
      .filter((text) => text !== '')
      .join(' ')
      .replace(/`[^`]*`/g, (code) => `\`${'·'.repeat(code.length - 2)}\``),
    lineAt: (offset) => line + ends.filter((end) => end <= offset).length,
  };
}

/** Comments without their marks. `//` lines directly below one another are one block. */
function commentBlocks(file: SourceFile): readonly Block[] {
  const blocks: { line: number; lines: string[]; end: number; isLine: boolean }[] = [];
  for (const { type, value, start, end } of parse(file).comments) {
    const lines = value.split('\n').map((text) => text.replace(/^\s*\*? ?/, ''));
    const last = blocks.at(-1);
    if (type === 'Line' && last?.isLine === true && /^[^\S\n]*\n[^\S\n]*$/.test(file.text.slice(last.end, start))) {
      last.lines.push(...lines);
      last.end = end;
    } else {
      blocks.push({ line: lineOf(file.text, start), lines, end, isLine: type === 'Line' });
    }
  }
  return blocks;
}

/** Strings and templates with a space in them: one without is a name, a key or a code. */
function stringBlocks(file: SourceFile): readonly Block[] {
  return nodesOf(file).flatMap(([node, parent]) => {
    const text = stringText(file.text, node);
    const isPath = /^(?:Import|Export)/.test(String(parent?.type));
    return text === undefined || isPath || !/\s/.test(text.trim())
      ? []
      : [{ line: lineOf(file.text, Number(node.start)), lines: text.split('\n').map(withoutEscapes) }];
  });
}

/** The source of a string or template; each expression in a template becomes `{}`, with the line breaks that it holds. */
function stringText(source: string, node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') {
    return source.slice(Number(node.start) + 1, Number(node.end) - 1);
  }
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return undefined;
  const quasis = node.quasis.filter(isNode);
  return quasis
    .map(({ value, end }, i) => {
      const next = quasis[i + 1];
      const breaks = next === undefined ? '' : source.slice(Number(end), Number(next.start)).replace(/[^\n]/g, '');
      const raw = isRecord(value) ? String(value.raw) : '';
      return next === undefined ? raw : `${raw}{}${breaks}`;
    })
    .join('');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function withoutEscapes(line: string): string {
  return line.replace(/\\[ntr]/g, ' ').replace(/\\(.)/g, '$1');
}

/** Paragraphs. Of fenced code only the comments count. */
function markdownBlocks(text: string): readonly Block[] {
  let isCode = false;
  const lines = text.split('\n').map((line) => {
    if (/^\s*```/.test(line)) {
      isCode = !isCode;
      return '';
    }
    return isCode ? (/(?:^|\s)#\s(.*)$/.exec(line)?.[1] ?? '') : line;
  });
  return blocksOf(lines);
}

/** YAML and shell: a value is a block of its own, comment lines below one another are one. */
function yamlBlocks(text: string): readonly Block[] {
  const lines = text.split('\n');
  const comments = lines.map((line) => /(?:^|\s)#(?:\s(.*))?$/.exec(line)?.[1] ?? '');
  const values = lines.flatMap((line, i) => {
    const value = line.replace(/(?:^|\s)#.*$/, '').replace(/^\s*(?:- )?[\w.:-]+:(?=\s)/, '');
    return /\S\s+\S/.test(value) ? [{ line: i + 1, lines: [value] }] : [];
  });
  return [...blocksOf(comments), ...values];
}

/** Runs of lines that are not empty. */
function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: { line: number; lines: string[] }[] = [];
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const last = blocks.at(-1);
    if (last !== undefined && last.line + last.lines.length === i + 1) last.lines.push(line);
    else blocks.push({ line: i + 1, lines: [line] });
  });
  return blocks;
}

/** The number of the line (from 1) that holds an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
