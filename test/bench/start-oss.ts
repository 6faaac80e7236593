import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Milliseconds in a new process: to load the built entry `autoalias/testing`, and from there until the store is ready. */
export interface Start {
  readonly load: number;
  readonly ready: number;
}

const SCRIPT = `
  const begin = performance.now();
  const { startOss } = await import(process.argv[1]);
  const loaded = performance.now();
  const oss = await startOss();
  const ready = performance.now();
  await oss.close();
  console.log(JSON.stringify({ load: loaded - begin, ready: ready - loaded }));`;

/** Starts the embedded store in as many new processes, and returns the median of each time. */
export function startOssTimes(rounds: number): Start {
  const starts = Array.from({ length: rounds }, (): Start => {
    const args = ['--input-type=module', '--eval', SCRIPT, resolve('dist/lib/testing.mjs')];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  });
  const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  return { load: median(starts.map(({ load }) => load)), ready: median(starts.map(({ ready }) => ready)) };
}
