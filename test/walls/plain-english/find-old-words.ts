import { readFileSync } from 'node:fs';
import { projectFiles } from '../project-files.ts';
import type { SourceFile } from '../source-files.ts';
import { parse } from '../syntax-tree.ts';
import { oldNames, oldWords } from './old-words.ts';
import { isCode, lineOf, proseOf } from './prose-of.ts';

/** An old word, with where it is and what to write instead. */
export interface OldWordFound {
  readonly path: string;
  readonly line: number;
  readonly word: string;
  readonly instead: string;
}

/** Every old word in the prose of a file and in the names that it exports, by line. */
export function findOldWords(file: SourceFile): readonly OldWordFound[] {
  return [...inProse(file), ...inNames(file)].toSorted((a, b) => a.line - b.line);
}

function inProse(file: SourceFile): readonly OldWordFound[] {
  return proseOf(file).flatMap((prose) =>
    oldWords.flatMap(({ pattern, instead }) =>
      [...prose.text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map(({ index, 0: word }) => ({
        path: file.path,
        line: prose.lineAt(index + word.length - 1),
        word: word.replace(/^[.!?] /, ''),
        instead,
      })),
    ),
  );
}

function inNames(file: SourceFile): readonly OldWordFound[] {
  if (!isCode(file.path)) return [];
  const entries = parse(file).module.staticExports.flatMap(({ entries }) => entries);
  return entries.flatMap(({ start, exportName: { name } }) => {
    const old = name === null ? undefined : oldNames.find(({ pattern }) => pattern.test(name));
    return name === null || old === undefined
      ? []
      : [{ path: file.path, line: lineOf(file.text, start), word: name, instead: old.instead }];
  });
}

/** One line of a report. */
export function describeOldWord({ path, line, word, instead }: OldWordFound): string {
  return `${path}:${line}: "${word}": write ${instead}`;
}

/** The list of old words has to quote them. */
const quotesOldWords = /^test\/walls\/plain-english[./]/;

/** Files with prose: code, documents, the template, and the checks of CI. */
export function filesWithProse(): readonly string[] {
  return projectFiles().filter((path) => /\.(?:ts|mjs|md|ya?ml)$|^\.ci\//.test(path) && !quotesOldWords.test(path));
}

/** Prints every old word below a path (all, without one): `npm run -s plain-english src/rules`. */
export function reportOldWords(prefixes: readonly string[], print: (line: string) => void): number {
  const paths = filesWithProse().filter(
    (path) => prefixes.length === 0 || prefixes.some((prefix) => path.startsWith(prefix)),
  );
  const found = paths.flatMap((path) => findOldWords({ path, text: readFileSync(path, 'utf8') }));
  for (const one of found) print(describeOldWord(one));
  print(`${found.length} old words in ${paths.length} files`);
  return found.length === 0 ? 0 : 1;
}
