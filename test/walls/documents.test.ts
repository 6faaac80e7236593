import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MarkdownDocument, parseDocument, readDocument } from '../docs/blocks/markdown.ts';
import { documents } from '../docs/documents.ts';
import { commandHelp } from '../docs/generated/command-reference.ts';
import { generatedParts, withPart } from '../docs/generated/generated-parts.ts';
import { sourceFiles } from './source-files.ts';

/** A longer cell is a paragraph, and belongs below the table. */
const LONGEST_CELL = 120;

describe.each(documents())('$path', (document) => {
  test('links to files and headings that exist', () => {
    expect(brokenLinks(document)).toEqual([]);
  });

  test(`has no table cell of more than ${LONGEST_CELL} characters`, () => {
    const long = document.cells.filter(({ text }) => text.length > LONGEST_CELL);
    expect(long.map(({ line, text }) => `${line}: ${text}`)).toEqual([]);
  });

  test('names files, commands, flags and variables that exist', () => {
    const names = document.code.flatMap(({ line, text }) => {
      const flaw = codeFlaw(text);
      return flaw === undefined ? [] : [`${line}: ${text}: ${flaw}`];
    });
    expect(names).toEqual([]);
  });
});

function brokenLinks({ path, links, anchors }: MarkdownDocument): readonly string[] {
  return links.flatMap(({ line, text }) => {
    if (/^(?:https:|mailto:)/.test(text)) return [];
    const [file = '', anchor] = text.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file));
    const isThere = file === '' || (existsSync(target) && !target.startsWith('..'));
    if (!isThere) return [`${line}: ${text}: there is no ${target}`];
    if (anchor === undefined) return [];
    if (file !== '' && statSync(target).isDirectory())
      return [`${line}: ${text}: a folder has no headings; link to its README.md`];
    const known = file === '' ? anchors : readDocument(target).anchors;
    return known.has(anchor) ? [] : [`${line}: ${text}: ${target} has no heading #${anchor}`];
  });
}

const sources = [
  readFileSync('template.yml', 'utf8'),
  ...['src', 'functions'].flatMap((folder) => sourceFiles(folder).map(({ text }) => text)),
].join('\n');

/** What is wrong with inline code that names a path of the project, a command line of autoalias, or a variable. */
function codeFlaw(text: string): string | undefined {
  const path = /^(?:src|test|functions|\.github|\.config|\.ci)\/[\w./-]*$/.exec(text)?.[0];
  if (path !== undefined) return existsSync(path) ? undefined : 'there is no such file';
  const variable = /^(?:AUTOALIAS|OSS)_[A-Z_]+(?==|$)/.exec(text)?.[0];
  if (variable !== undefined) return sources.includes(variable) ? undefined : 'no source names this variable';
  const [, command, rest = ''] = /^(?:npx )?autoalias ([a-z][\w-]*)(.*)$/s.exec(text) ?? [];
  if (command === undefined) return undefined;
  const help = commandHelp(command);
  if (help === undefined) return 'there is no such command';
  const flags: readonly string[] = rest.match(/(?<=\s)--?[a-z][\w-]*/g) ?? [];
  const unknown = flags.find((flag) => !new RegExp(`(?<![\\w-])${flag}(?![\\w-])`).test(help));
  return unknown === undefined ? undefined : `it has no flag ${unknown}`;
}

test.each([
  ['[a](README.md)', []],
  ['[a](#one)\n\n# One', []],
  ['[a](README.md#nosuch)', [/no heading #nosuch/]],
  ['[a](nosuch.md)', [/there is no nosuch.md/]],
  ['[a](../up.md)', [/there is no \.\.\/up\.md/]],
  ['<img src="nosuch.svg">', [/nosuch\.svg/]],
  ['[a](https://example.com)', []],
])('links of %j', (text, flaws) => {
  expect(brokenLinks(parseDocument('x.md', text))).toEqual(flaws.map((flaw) => expect.stringMatching(flaw)));
});

test.each([
  ['src/aliases/', true],
  ['src/nosuch.ts', false],
  ['autoalias plan --summary', true],
  ['npx autoalias plan --nosuch', false],
  ['autoalias nosuch', false],
  ['AUTOALIAS_TOKEN', true],
  ['AUTOALIAS_NOSUCH', false],
  ['anything else', true],
])('inline code %j is right: %s', (text, isRight) => {
  expect(codeFlaw(text) === undefined).toBe(isRight);
});

test.each(generatedParts())('$document has the generated part "$name"; npm run docs writes it', (part) => {
  const document = readFileSync(part.document, 'utf8');
  expect(document).toBe(withPart(document, part));
});

test('a generated part replaces the former one, and nothing else', () => {
  const part = { document: 'x.md', name: 'a', text: 'new' };
  const document = 'before\n<!-- generated: a -->\nold\n<!-- end of a -->\nafter\n';
  expect(withPart(document, part)).toBe('before\n<!-- generated: a -->\n\nnew\n\n<!-- end of a -->\nafter\n');
  expect(() => withPart('nothing', part)).toThrow('x.md has no place for "a"');
});
