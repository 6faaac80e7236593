import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const FUNCTIONS = fileURLToPath(new URL('../../functions/', import.meta.url));

/** Bundles the deployed functions into `dir`, as the build does, from the source as it is now. */
export async function buildFunctions(dir: string): Promise<void> {
  await build({
    entryPoints: (await readdir(FUNCTIONS)).filter((name) => name.endsWith('.ts')).map((name) => join(FUNCTIONS, name)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    loader: { '.yaml': 'text' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
    outdir: dir,
  });
}
