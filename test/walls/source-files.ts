import { readdirSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';

/** A file of the project. The path is relative to the top level, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every `.ts` file below a folder, sorted by path. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.split(sep).join('/')))
    .filter((path) => path.endsWith('.ts'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
