import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// node test/run-program.mjs <file.ts> <export> [arguments]: plain Node does not read TypeScript, and a test runner would
// only slow a hundred thousand worlds down.
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
