import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const FUNCTIONS = fileURLToPath(new URL('../../functions/', import.meta.url));

/** The functions read the text of their rules if nothing was compiled from it ahead. */
const NO_COMPILED_RULES: Plugin = {
  name: 'no-compiled-rules',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\.ahead\.json$/ }, ({ path }) => ({ path, namespace: 'ahead' }));
    onLoad({ filter: /./, namespace: 'ahead' }, () => ({ contents: '{}', loader: 'json' }));
  },
};

/** Bundles the deployed functions into `dir`, as the build does, from the source as it is now, but with no compiled rules. */
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
    plugins: [NO_COMPILED_RULES],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
    outdir: dir,
  });
}
