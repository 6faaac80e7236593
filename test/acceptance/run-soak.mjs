import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// Plain Node does not read TypeScript.
const root = fileURLToPath(new URL('../../', import.meta.url));
const outfile = `${root}node_modules/.cache/autoalias/soak.mjs`;
await build({
  entryPoints: [`${root}test/acceptance/soak.ts`],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
});
const { soak } = await import(pathToFileURL(outfile).href);
process.exitCode = await soak(process.argv.slice(2), (line) => console.log(line));
