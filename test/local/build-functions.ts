import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const FUNCTIONS = fileURLToPath(new URL('../../functions/', import.meta.url));

/** Bundles the deployed functions into `dir`, as the build does, from the source as it is now. */
export async function buildFunctions(dir: string): Promise<void> {
  const files = await readdir(FUNCTIONS, { recursive: true });
  const names = files.filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -'.ts'.length));
  await build({
    entryPoints: [
      ...names.map((name) => ({ in: join(FUNCTIONS, `${name}.ts`), out: name.replaceAll(/[\\/]/g, '-') })),
      { in: join(FUNCTIONS, '../src/handlers/observe/otlp-export.ts'), out: 'otlp' },
    ],
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
