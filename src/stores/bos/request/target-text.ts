import { decodeOrKeep } from '../../../decode-or-keep.ts';
import { encodeKey, percentEncode } from '../../../oss-wire/percent-encoding.ts';
import { malformed } from '../../http/write-attributes.ts';
import { isHeaderText } from '../../object-attributes.ts';
import type { PutSymlink } from '../../store-request.ts';
import type { BosChoices } from '../bos-choices.ts';

type Encoding = BosChoices['targetEncoding'];

/** Characters that are the same in every encoding that an SDK uses, if `/` is. */
const SAFE = /^[A-Za-z0-9._~/-]+$/;

/**
 * The value of `x-bce-symlink-target`. Throws AutoaliasError `request-malformed` for a target that BOS may read as another
 * key.
 */
export function writeTarget(request: PutSymlink, encoding: Encoding): string {
  const { target } = request;
  if (encoding === 'percent') return encodeKey(target);
  if (encoding === 'form') return formEncode(target);
  if (encoding === 'safe-only' && !SAFE.test(target)) {
    throw malformed(
      request,
      `the target ${JSON.stringify(target)} has characters other than A-Z a-z 0-9 . _ ~ - /, which the SDKs of the vendor encode differently, so BOS may store another key`,
      'rename the object, or test one symlink and set AUTOALIAS_BOS_CHOICES to targetEncoding=raw, percent or form',
    );
  }
  if (!isHeaderText(target) || target !== target.trim()) {
    throw malformed(
      request,
      `the target ${JSON.stringify(target)} has a control character or a space at an end, which a header cannot have`,
      'rename the object, or set targetEncoding=percent if BOS decodes it',
    );
  }
  return target;
}

/** The key in the header of an answer. */
export function readTarget(text: string, encoding: Encoding): string {
  if (encoding === 'percent') return decodeOrKeep(text);
  return encoding === 'form' ? decodeOrKeep(text.replaceAll('+', ' ')) : text;
}

/** As `URLEncoder.encode` of Java, which bce-sdk-java calls: a space is `+`, and `*` stays. */
function formEncode(text: string): string {
  return percentEncode(text).replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E');
}
