import { mkdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// Plain Node does not read TypeScript, and a test runner would only slow a hundred thousand worlds down.
const root = fileURLToPath(new URL('../../', import.meta.url));
const outfile = `${root}node_modules/.cache/autoalias/simulate.mjs`;
await mkdir(`${root}node_modules/.cache/autoalias`, { recursive: true });
await build({
  entryPoints: [`${root}test/simulation/simulator/simulate.ts`],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { simulate } = await import(pathToFileURL(outfile).href);
process.exitCode = await simulate(process.argv.slice(2), (line) => console.log(line));
