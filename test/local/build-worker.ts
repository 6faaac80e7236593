import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles the program of a function instance into `dir`, as the build does for the local cloud. */
export async function buildWorker(dir: string): Promise<URL> {
  const outfile = join(dir, 'function-worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/local/runtime/function-worker.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
  });
  return pathToFileURL(outfile);
}
