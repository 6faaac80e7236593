import { readdirSync, readFileSync } from 'node:fs';

/** `.gitignore` as far as this project uses it: names, folders with a slash at the end, and `*.ending`. */
const ignored = readFileSync('.gitignore', 'utf8')
  .split('\n')
  .map((line) => line.trim().replace(/\/$/, ''))
  .filter((line) => line !== '' && !line.startsWith('#'));

function isIgnored(name: string): boolean {
  return (
    name === '.git' || ignored.some((rule) => (rule.startsWith('*') ? name.endsWith(rule.slice(1)) : name === rule))
  );
}

/** The files of the project below a folder. Read from the disk, so that the tests run without git. */
export function projectFiles(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (isIgnored(entry.name)) return [];
    return entry.isDirectory() ? projectFiles(path) : [path];
  });
}
