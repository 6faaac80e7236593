import { BosFault, invalidArgument } from '../answer/bos-fault.ts';

/** Refuses a body whose MD5 differs from the header `Content-MD5`. Accepts every body if there is no header. */
export function checkContentMd5(header: string | undefined, md5: Buffer): void {
  if (header === undefined || header === md5.toString('base64')) return;
  throw new BosFault('BadDigest');
}

/** Refuses a `Content-MD5` that is not a valid MD5, before the body is read. */
export function checkContentMd5Shape(header: string | undefined): void {
  if (header === undefined || /^[A-Za-z0-9+/]{22}==$/.test(header)) return;
  throw invalidArgument('Content-MD5 is not the Base64 of an MD5.');
}
