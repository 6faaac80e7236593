import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf, messageOf } from '../../error-text.ts';
import { MOST_RULES_CHARACTERS } from '../../rules/file/rules-document.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this user may not read it',
};

/** A character of a rules file has at most three bytes. Other files, such as a ROS template of 512 KiB, are smaller. */
const MOST_BYTES = 3 * MOST_RULES_CHARACTERS;

/** How many bytes are read at once. */
const CHUNK = 1024 * 1024;

/**
 * Reads the text of a rules file, or of another file. `instead` ends the error message with what to name. Reads no more
 * than a file may have, so that a device or a wrong name cannot fill the memory. Throws AutoaliasError `config-invalid`
 * for a file that cannot be read.
 */
export function readRulesText(file: string, instead = 'name a rules file'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readBounded(file));
  } catch (cause) {
    throw new AutoaliasError('config-invalid', `${file} cannot be read: ${reasonOf(cause)}; ${instead}`, { cause });
  }
}

function readBounded(file: string): Uint8Array {
  // Opening a pipe that nothing writes to would block otherwise.
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const isPipe = fstatSync(descriptor).isFIFO();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const chunk = new Uint8Array(CHUNK);
      const read = readSome(descriptor, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      length += read;
      if (length > MOST_BYTES) throw new RangeError(`it has more than ${MOST_BYTES} bytes`);
    }
    if (isPipe && length === 0) throw new RangeError('it is a pipe, and nothing writes to it');
    return Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
  }
}

/** How often a pipe such as `<(generate-rules)` is read again, and the milliseconds between. */
const TRIES = 1_000;
const PAUSE = 10;

function readSome(descriptor: number, into: Uint8Array): number {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return readSync(descriptor, into);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
  throw new RangeError('it is a pipe or a device, and nothing came from it');
}

function reasonOf(cause: unknown): string {
  const code = codeOf(cause) ?? '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text';
  return REASONS[code] ?? messageOf(cause);
}
