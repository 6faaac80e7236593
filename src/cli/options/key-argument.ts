import { InvalidArgumentError } from 'commander';
import { LONGEST_KEY, type ObjectKeyFlaw, objectKeyFlaw } from '../../object-key.ts';

const MESSAGES: Readonly<Record<ObjectKeyFlaw, string>> = {
  empty: 'It is empty; write a key like releases/app/latest/app.tgz. A shell variable may not be set.',
  'not-utf8': 'Keys are UTF-8.',
  'too-long': `A key has at most ${LONGEST_KEY} bytes.`,
  'leading-slash': 'No key begins with / or \\; leave it out.',
};

/** Parses an argument or a flag that is an object key or a prefix. Throws InvalidArgumentError if no object can have it. */
export function keyArgument(text: string): string {
  const flaw = objectKeyFlaw(text);
  if (flaw === undefined) return text;
  throw new InvalidArgumentError(MESSAGES[flaw]);
}

/** Parses one of several arguments, after those `before` it. */
export function keyArguments(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), keyArgument(text)];
}

/** Parses a version or a release. Throws InvalidArgumentError for an empty text. */
export function versionText(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('It is empty; write a version like 1.10.0.');
}
