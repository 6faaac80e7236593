import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// node test/run-program.mjs <file.ts> <export> [arguments]: bundles a TypeScript file, because plain Node 20 cannot
// read it, and runs one of its exports. The test runner would slow down simulations of thousands of worlds.
const [file, name, ...args] = process.argv.slice(2);
const root = fileURLToPath(new URL('../', import.meta.url));
const outfile = `${root}node_modules/.cache/autoalias/${basename(file, '.ts')}.mjs`;
await build({
  entryPoints: [`${root}${file}`],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  loader: { '.yaml': 'text', '.txt': 'text' },
  logLevel: 'warning',
});
const { [name]: program } = await import(pathToFileURL(outfile).href);
process.exitCode = await program(args, (line) => console.log(line));
