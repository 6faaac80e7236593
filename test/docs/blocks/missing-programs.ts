import { spawnSync } from 'node:child_process';
import type { Block } from './markdown.ts';

/** Programs that documents use and that not every machine with Node has. */
const OPTIONAL = ['curl', 'jq', 'zip', 'unzip'];

function isMissing(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined;
}

const missing = OPTIONAL.filter(isMissing);

/** Sessions run in bash. */
export const hasBash = !isMissing('bash');

/** The programs that a block of commands needs and that this machine does not have. */
export function missingPrograms({ language, text }: Block): readonly string[] {
  if (language !== 'sh' && language !== 'console') return [];
  return missing.filter((program) => new RegExp(`(?<![\\w-])${program} `).test(text));
}
