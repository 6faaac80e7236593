import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';

const clause = /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

/** What a file imports, types too: relative names become paths from the top, others stay as they are. */
export const importsOf = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(clause)].map(([, from, bare]) => {
    const name = from ?? bare ?? '';
    return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
  });
