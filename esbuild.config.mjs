import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

/** Options of every bundle. Node 20.11 is the oldest patch level that Function Compute's nodejs20 is known to have. */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.11',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  loader: { '.yaml': 'text', '.txt': 'text' },
  // Bundled CommonJS packages load Node's modules with require, which ES modules do not have.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** Files of packages that no program here needs, 100 KB of each bundle, and their replacements. */
const UNUSED = {
  // Turns a FormData that is sent into bytes, with much of fetch. No request here sends one.
  'undici/lib/web/fetch/body.js':
    "exports.extractBody = () => { throw new TypeError('this bundle cannot send a FormData: undici left out') };",
  // HTTP/2, which the client never asks for.
  'undici/lib/dispatcher/client-h2.js':
    "module.exports = () => { throw new TypeError('this bundle cannot speak HTTP/2: undici left out') };",
  // The HTTP parser for processors without SIMD. Function Compute and all laptops since 2008 have SIMD.
  'undici/lib/llhttp/llhttp-wasm.js':
    "throw new Error('this bundle needs a processor with SIMD (x64 with SSE4.1, or arm64)');",
};

const LLHTTP = 'undici/lib/llhttp';
const fromUndici = createRequire(import.meta.url);
const { ERROR, TYPE } = fromUndici(`${LLHTTP}/constants.js`);

/** The HTTP parser in WebAssembly, as a file next to the functions. As Base64 in a script it takes a third more. */
const PARSER_FILE = 'llhttp.wasm';

/** Parts of undici that are smaller in another form. */
const SMALLER_UNDICI = {
  // Channels for tools that watch undici.
  'undici/lib/core/diagnostics.js':
    'const channel = { hasSubscribers: false }; exports.channels = new Proxy({}, { get: () => channel });',
  // The client follows no redirect.
  'undici/lib/interceptor/redirect-interceptor.js': 'module.exports = () => (dispatch) => dispatch;',
  // The grammar of the parser, of which only two tables are read.
  [`${LLHTTP}/constants.js`]: `module.exports = ${JSON.stringify({ ERROR, TYPE })};`,
};

/** The parser of undici, resolved from the place of the bundle. */
const PARSER_FROM_FILE = {
  [`${LLHTTP}/llhttp_simd-wasm.js`]: `
    const { readFileSync } = require('node:fs');
    module.exports = readFileSync(require.resolve('./${PARSER_FILE}'));`,
};

/** undici loads the HTTP client of Node for two values, which is 5 milliseconds of a cold start. */
const undiciWithoutNodeHttp = {
  name: 'undici-without-node-http',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:http$/ }, ({ importer, path }) =>
      /[\\/]node_modules[\\/]undici[\\/]/.test(importer) ? { path, namespace: 'undici-http' } : undefined,
    );
    // The default of Node, and a class that no body of a request here has.
    const contents = 'exports.maxHeaderSize = 16384; exports.IncomingMessage = class {};';
    onLoad({ filter: /./, namespace: 'undici-http' }, () => ({ contents }));
  },
};

/** How OpenTelemetry finds the id of a machine on five systems. An instance of a function has no id to report. */
const NO_MACHINE_ID = {
  '@opentelemetry/resources/build/src/detectors/platform/node/machine-id/getMachineId.js':
    'exports.getMachineId = async () => undefined;',
};

const NO_JSON_SCHEMA = "() => { throw new TypeError('this bundle cannot describe a schema: zod left out') }";

/** Files that only the command line needs: how zod turns schemas into JSON Schema, 20 KB. */
const UNUSED_IN_FUNCTIONS = {
  'zod/v4/core/json-schema-processors.js': `export const allProcessors = {}; export const toJSONSchema = ${NO_JSON_SCHEMA};`,
  'zod/v4/core/to-json-schema.js': `
    const leftOut = ${NO_JSON_SCHEMA};
    export {
      leftOut as initializeContext, leftOut as handleUnrepresentable, leftOut as processSchema, leftOut as process,
      leftOut as extractDefs, leftOut as finalize,
    };
    export const createToJSONSchemaMethod = () => leftOut;
    export const createStandardJSONSchemaMethod = () => leftOut;`,
};

/** Replaces files of packages by other contents. */
const replacing = (files) => ({
  name: 'replacing',
  setup: ({ onLoad }) => {
    for (const [file, contents] of Object.entries(files)) {
      const path = file.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]');
      onLoad({ filter: new RegExp(`[\\\\/]node_modules[\\\\/]${path}$`) }, () => ({ contents }));
    }
  },
});

/** Packages that few rules use, 175 KB, and the modules that load them for those rules. */
const LATE = {
  re2js: `export * from './late-re2.ts';`,
  'semver/classes/range.js': `export { LateRange as default } from './late-range.ts';`,
};

/** Takes these packages out of what a function loads at its start. */
const latePackages = {
  name: 'late-packages',
  setup: ({ onResolve, onLoad }) => {
    const resolveDir = resolve('src/handlers/function/rules');
    for (const name of Object.keys(LATE)) {
      onResolve({ filter: new RegExp(`^${name.replaceAll('.', '\\.')}$`) }, ({ importer, kind }) =>
        kind === 'dynamic-import' && dirname(importer) === resolveDir ? undefined : { path: name, namespace: 'late' },
      );
    }
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({ contents: LATE[path], resolveDir }));
  },
};

/** What `autoalias.yaml` compiles to ahead: `import ahead from './autoalias.ahead.json'`. */
const rulesAhead = {
  name: 'rules-ahead',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\.ahead\.json$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(/\.ahead\.json$/, '.yaml')),
      namespace: 'ahead',
    }));
    let loaded;
    onLoad({ filter: /./, namespace: 'ahead' }, async ({ path }) => {
      loaded ??= compiler();
      const { compileAhead, rulesDigest } = await loaded;
      const text = await readFile(path, 'utf8');
      return { contents: JSON.stringify(compileAhead(text, basename(path), rulesDigest(text))), loader: 'json' };
    });
  },
};

/** The part of the source that compiles rules ahead. */
const compiler = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'autoalias-ahead-'));
  try {
    const outfile = join(dir, 'compiler.mjs');
    const contents = `
      export { compileAhead } from './src/rules/ahead/compile-ahead.ts';
      export { rulesDigest } from './src/handlers/function/rules/rules-digest.ts';`;
    await build({ ...common, metafile: false, stdin: { contents, resolveDir: resolve('.') }, outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

const minified = { minify: true };

/** Names in stack traces stay those of the source. The functions go without: the names are 30 KB of each cold start. */
const named = { keepNames: true };

/** The check of OIDC tokens. Only functions that accept such tokens load it, so it is a file next to them. */
const OIDC = { in: 'src/handlers/http/oidc/verify-id-token.ts', out: 'oidc' };

/** The export to OpenTelemetry. Only functions with OTEL_EXPORTER_OTLP_ENDPOINT load it. */
const OTLP = { in: 'src/handlers/observe/otlp-export.ts', out: 'otlp' };

/**
 * One file per file of functions/, the files that they load only if a setting needs them, and what they share. Split,
 * because all of them are deployed in one package, and each would contain most of the others.
 */
export const functionBundles = async () => ({
  ...common,
  entryPoints: [
    ...(await readdir('functions', { recursive: true }))
      .filter((name) => name.endsWith('.ts'))
      // A package of Function Compute has no folders: functions/cfc/http.ts becomes cfc-http.mjs.
      .map((name) => ({ in: `functions/${name}`, out: name.slice(0, -'.ts'.length).replaceAll(/[\\/]/g, '-') })),
    OIDC,
    OTLP,
  ],
  outdir: 'dist/functions',
  splitting: true,
  external: [`./${PARSER_FILE}`],
  ...minified,
  plugins: [
    replacing({ ...UNUSED, ...SMALLER_UNDICI, ...PARSER_FROM_FILE, ...NO_MACHINE_ID, ...UNUSED_IN_FUNCTIONS }),
    undiciWithoutNodeHttp,
    latePackages,
    rulesAhead,
  ],
});

/**
 * The command line, and what a worker of the local cloud runs to host a function. Storage stays outside: it is a native
 * module, and the checkout or the package brings it. Split, so that only `dev` loads it, and the servers.
 */
export const cliBundle = {
  ...common,
  entryPoints: { autoalias: 'src/cli/bin.ts', 'function-worker': 'src/local/runtime/function-worker.ts' },
  outdir: 'dist/cli',
  splitting: true,
  external: ['lmdb'],
  banner: { js: `#!/usr/bin/env node\n${common.banner.js}` },
  ...minified,
  // For the checkout; the package leaves them out.
  sourcemap: true,
  ...named,
  plugins: [replacing({ ...UNUSED, ...SMALLER_UNDICI })],
};

/**
 * The library: one file per entry of `exports` in package.json, and what they share. Packages stay outside, because the
 * package brings them as dependencies.
 */
export const libraryBundle = async () => ({
  ...common,
  entryPoints: await entriesOf('src/entries'),
  outdir: 'dist/lib',
  splitting: true,
  packages: 'external',
  chunkNames: 'shared/[name]-[hash]',
  banner: {},
  // A fifth less to download. Names and lines stay, so that stack traces help.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 120,
});

const entriesOf = async (folder) =>
  (await readdir(folder)).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);

const TSC = fileURLToPath(new URL('node_modules/typescript/bin/tsc', import.meta.url));

/**
 * The types of the library, one file per entry, with what they share in files of their own. The compiler writes a file
 * of types for each source file, and rolldown keeps what the entries export.
 */
const writeLibraryTypes = async () => {
  const compiled = await mkdtemp(join(tmpdir(), 'autoalias-types-'));
  try {
    const project = ['--project', 'src/entries/tsconfig.json', '--outDir', compiled];
    // The compiler prints its errors itself.
    const { status } = spawnSync(process.execPath, [TSC, ...project], { stdio: 'inherit' });
    if (status !== 0) {
      process.exitCode = 1;
      return;
    }
    const names = (await entriesOf('src/entries')).map((path) => basename(path, '.ts'));
    const bundle = await rolldown({
      input: Object.fromEntries(names.map((name) => [name, join(compiled, `src/entries/${name}.d.ts`)])),
      plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false })],
      external: /^[^./]/,
      // Otherwise each part begins with the path of its source on this machine.
      experimental: { attachDebugInfo: 'none' },
    });
    await bundle.write({
      dir: 'dist/lib',
      format: 'es',
      entryFileNames: '[name].d.mts',
      chunkFileNames: 'shared/[name]-[hash].d.mts',
    });
  } finally {
    await rm(compiled, { recursive: true, force: true });
  }
};

/** The licences of all packages in a bundle. They require that copies include them. */
const licences = async (metafile) => {
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  /** Packages by their text, because all packages of a project often have the same. */
  const byText = new Map();
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:[-.]|$)/i.test(entry));
    const text = file === undefined ? '' : (await readFile(`${folder}/${file}`, 'utf8')).trim();
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const texts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
};

const main = async () => {
  await rm('dist', { recursive: true, force: true });
  const functions = await build(await functionBundles());
  await writeFile(`dist/functions/${PARSER_FILE}`, fromUndici(`${LLHTTP}/llhttp_simd-wasm.js`));
  const cli = await build(cliBundle);
  await build(await libraryBundle());
  await writeLibraryTypes();
  await writeFile('dist/functions/THIRD-PARTY-LICENSES.txt', await licences(functions.metafile));
  await writeFile('dist/cli/THIRD-PARTY-LICENSES.txt', await licences(cli.metafile));
  await writeFile('dist/meta.json', JSON.stringify(functions.metafile));
  await chmod('dist/cli/autoalias.mjs', 0o755);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main();
  } catch (error) {
    // esbuild has already printed the error with file and line. A stack trace would only hide it.
    if (!(error instanceof Error && 'errors' in error)) throw error;
    process.exitCode = 1;
  }
}
