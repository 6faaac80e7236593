import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from '../walls/imports/imports-of.ts';
import { mayImport } from '../walls/imports/rooms.ts';
import { projectFiles } from '../walls/project-files.ts';
import { sourceFiles } from '../walls/source-files.ts';
import { readDocument } from './blocks/markdown.ts';

const page = readFileSync('src/README.md', 'utf8');

/** The text below a heading, up to the next heading. */
function sectionOf(heading: string): string {
  const [, ...rest] = page.split(`\n## ${heading}\n`);
  return rest.join('').split('\n## ')[0] ?? '';
}

/** The first column of the tables in a text, as far as it is inline code. */
const firstColumn = (text: string): readonly string[] =>
  [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell);

/** Names that the lists of steps invent. */
const INVENTED: ReadonlySet<string> = new Set(['maximumAge', 'addCount']);

const sources = ['src', 'test', 'functions']
  .flatMap((folder) => sourceFiles(folder).map(({ text }) => text))
  .join('\n');

test.each(['src/README.md', 'src/aliases/README.md'])('%s names types, functions and constants that exist', (path) => {
  const names = readDocument(path)
    .code.map(({ text }) => text)
    .filter((text) => /^(?:[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]+_[A-Z_]+)$/.test(text) && !INVENTED.has(text));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(sources))).toEqual([]);
});

describe('src/README.md', () => {
  test('describes every room', () => {
    const rooms = Object.keys(mayImport).filter((room) => room !== 'ground');
    expect(firstColumn(sectionOf('The rooms')).toSorted()).toEqual(rooms.toSorted());
  });

  test('describes every error code', () => {
    const codes = [...readFileSync('src/autoalias-error.ts', 'utf8').matchAll(/^ {2}\| '([\w-]+)'/gm)];
    expect(firstColumn(sectionOf('Errors'))).toEqual(codes.map(([, code]) => code));
  });

  test('walks from the function to the store along imports', () => {
    const files = new Map([...sourceFiles('src'), ...sourceFiles('functions')].map((file) => [file.path, file]));
    const [steps = ''] = sectionOf('How an event is processed').split('\n\nA sweep starts');
    const walked = [...steps.matchAll(/`((?:src|functions)\/[\w/-]+\.ts)`/g)].map(([, path = '']) => path);
    const reached = new Set([walked[0]]);
    for (const path of reached) {
      const file = files.get(path ?? '');
      if (file !== undefined) for (const imported of importsOf(file)) reached.add(imported);
    }
    expect(walked.length).toBeGreaterThan(12);
    expect(walked.filter((path) => !reached.has(path))).toEqual([]);
  });

  test('gives a reason for every folder of more than fifteen files', () => {
    const counts = new Map<string, number>();
    for (const path of [...projectFiles('src'), ...projectFiles('test'), ...projectFiles('functions')]) {
      counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    }
    const large = [...counts].filter(([, files]) => files > 15).map(([folder]) => folder);
    // With a slash at the end it is a folder that the text only mentions.
    const named = [...sectionOf('Large folders').matchAll(/`((?:src|test|functions)(?:\/[\w/-]*\w)?)`/g)];
    expect(named.map(([, folder]) => folder).toSorted()).toEqual(large.toSorted());
  });
});

test('src/aliases/README.md names every file of its folder', () => {
  const [, files = ''] = readFileSync('src/aliases/README.md', 'utf8').split('\n## The files\n');
  const named = files
    .split(/^`(\w+\/)`:/m)
    .slice(1)
    .flatMap((part, i, parts) =>
      i % 2 === 0 ? [] : [...part.matchAll(/`([\w-]+\.ts)`/g)].map(([, name]) => `src/aliases/${parts[i - 1]}${name}`),
    );
  expect(named.toSorted()).toEqual(sourceFiles('src/aliases').map(({ path }) => path));
});
