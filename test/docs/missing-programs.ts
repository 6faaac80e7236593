import { spawnSync } from 'node:child_process';
import type { Block } from './markdown.ts';

/** Programs that documents use and that not every machine with Node has. */
const OPTIONAL = ['bash', 'curl', 'jq', 'zip', 'unzip'];

const absent = OPTIONAL.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined);

/** The programs that a block of commands needs and that this machine does not have. */
export function missingPrograms({ language, text }: Block): readonly string[] {
  if (language !== 'sh' && language !== 'console') return [];
  return absent.filter((program) => program === 'bash' || new RegExp(`(?<![\\w-])${program} `).test(text));
}
