import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { Block } from './markdown.ts';
import type { Session } from './session.ts';

/** Compiler options that most projects have; stricter ones would be about the reader's project. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2023',
    module: 'NodeNext',
    moduleDetection: 'force',
    types: ['node'],
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
    resolveJsonModule: true,
  },
};

/** What the compiler says about the program of a block. */
export async function typeErrors(block: Block, session: Session): Promise<string | undefined> {
  const file = await writeProgram(block, session);
  await session.write('tsconfig.json', JSON.stringify({ ...TSCONFIG, files: [file, resolve('src/text-files.d.ts')] }));
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', session.directory], { encoding: 'utf8' });
  return status === 0 ? undefined : stdout;
}

/** Runs the program as an ES module in the directory of the session. */
export async function runProgram(block: Block, session: Session): Promise<string | undefined> {
  const file = await writeProgram(block, session);
  const outfile = `${session.directory}/${file}.mjs`;
  await build({
    entryPoints: [`${session.directory}/${file}`],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    loader: { '.yaml': 'text', '.txt': 'text' },
    preserveSymlinks: true,
    logLevel: 'silent',
  });
  const { exitCode, output } = await session.run(`node ${file}.mjs`);
  session.lastOutput = output;
  return exitCode === 0 ? undefined : `exit code ${exitCode}\n${output}`;
}

/** With `in=FOLDER` the program is a file of that folder of the project, and imports as one. */
async function writeProgram({ language, line, text, options }: Block, session: Session): Promise<string> {
  const folder = options.in;
  const placed =
    folder === undefined
      ? text
      : text.replace(/(from ')(\.[^']*)'/g, (_, from, path) => `${from}${resolve(folder, path)}'`);
  const file = `block-${line}.${language}`;
  await session.write(file, await session.localized(placed));
  return file;
}
