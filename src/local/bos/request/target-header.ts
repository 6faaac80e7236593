import type { UnverifiedChoices } from '../../../bucket/unverified-choices.ts';
import { encodeKey, percentDecode } from '../../../oss-wire/percent-encoding.ts';
import { latin1FromUtf8 } from '../../server/request/utf8-from-latin1.ts';
import { invalidArgument } from '../answer/bos-fault.ts';

type Encoding = UnverifiedChoices['bosTargetHeader'];

/** Reads `x-bce-symlink-target` of PutSymlink. */
export function readTarget(header: string, encoding: Encoding): string {
  const text = header.trim();
  if (text === '') throw invalidArgument('PutSymlink needs the header x-bce-symlink-target.');
  if (encoding === 'raw') return text;
  try {
    return percentDecode(encoding === 'form' ? text.replaceAll('+', ' ') : text);
  } catch (cause) {
    throw invalidArgument(
      'x-bce-symlink-target has a "%" that is not part of a valid sequence. Write "%25" for "%".',
      cause,
    );
  }
}

/** Writes it for GetSymlink, so that a client which uses one encoding reads the key that it wrote. */
export function writeTarget(target: string, encoding: Encoding): string {
  return encoding === 'raw' ? latin1FromUtf8(target) : encodeKey(target);
}
