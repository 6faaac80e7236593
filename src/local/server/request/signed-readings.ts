import { headerBytes, headerLatin1 } from '../../../oss-wire/header-text.ts';
import type { StoreCall } from '../store-call.ts';

type Headers = StoreCall['headers'];

/**
 * The possible forms of the headers that a client signed: their bytes, or, for a value in Latin-1, its text as UTF-8.
 * ali-oss and bce-sdk-js sign the text, because Node.js sends `é` as one byte.
 */
export function signedReadings(headers: Headers): readonly Headers[] {
  const entries = Object.entries(headers);
  if (entries.every(([, value]) => headerBytes(value) === value)) return [headers];
  const asText = entries.map(([name, value]) => [name, headerBytes(value) === value ? value : headerLatin1(value)]);
  return [headers, Object.fromEntries(asText)];
}
