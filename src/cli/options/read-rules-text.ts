import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf, messageOf } from '../../error-text.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this user may not read it',
};

/** A rules file may have 256 Ki characters of up to three bytes, and a ROS template 512 KiB. */
const MOST_BYTES = 3 * 256 * 1024;

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
    const bytes = new Uint8Array(MOST_BYTES + 1);
    let length = 0;
    for (;;) {
      const read = readSome(descriptor, bytes, length);
      if (read === 0) break;
      length += read;
      if (length > MOST_BYTES) throw new RangeError(`it has more than ${MOST_BYTES} bytes`);
    }
    if (isPipe && length === 0) throw new RangeError('it is a pipe, and nothing writes to it');
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** How often a pipe such as `<(generate-rules)` is read again, and the milliseconds between. */
const TRIES = 1_000;
const PAUSE = 10;

function readSome(descriptor: number, into: Uint8Array, from: number): number {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return readSync(descriptor, into, from, into.length - from, null);
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
