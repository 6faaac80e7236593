import { type SourceFile, sourceFiles } from '../source-files.ts';

/** How the lines of the source are spread over files. */
export interface Measures {
  readonly files: number;
  readonly lines: number;
  readonly median: number;
  /** Files of at most ten lines. */
  readonly crumbs: number;
  readonly longest: number;
}

export function measure(files: readonly SourceFile[]): Measures {
  const lengths = files.map(({ text }) => text.trimEnd().split('\n').length).toSorted((a, b) => a - b);
  return {
    files: lengths.length,
    lines: lengths.reduce((sum, length) => sum + length, 0),
    median: lengths[Math.floor(lengths.length / 2)] ?? 0,
    crumbs: lengths.filter((length) => length <= 10).length,
    longest: lengths.at(-1) ?? 0,
  };
}

/** The number of files directly in each folder. */
export function folderSizes(files: readonly SourceFile[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { path } of files) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  return sizes;
}

/** Prints the measures of `src`: `npm run -s measures`. */
export function reportMeasures(_: readonly string[], print: (line: string) => void): number {
  const files = sourceFiles('src');
  const { lines, median, crumbs, longest } = measure(files);
  print(`${files.length} files, ${lines} lines; median ${median}, longest ${longest}; ${crumbs} of at most 10 lines`);
  const largest = [...folderSizes(files)].toSorted(([, a], [, b]) => b - a).slice(0, 10);
  for (const [folder, size] of largest) print(`${String(size).padStart(4)} ${folder}`);
  return 0;
}
