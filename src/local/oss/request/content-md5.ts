import { WireFault } from '../answer/wire-fault.ts';

/** Refuses a body whose MD5 differs from the header `Content-MD5`. Accepts every body if there is no header. */
export function checkContentMd5(header: string | undefined, md5: Buffer): void {
  if (header === undefined) return;
  if (header === md5.toString('base64')) return;
  throw new WireFault('InvalidDigest', {
    message: 'The Content-MD5 you specified did not match what we received.',
    elements: [
      ['ExpectedDigest', header],
      ['CalculatedDigest', md5.toString('base64')],
    ],
  });
}

/** Refuses a `Content-MD5` that is not a valid MD5, before the body is read. */
export function checkContentMd5Shape(header: string | undefined): void {
  if (header === undefined) return;
  if (/^[A-Za-z0-9+/]{22}==$/.test(header)) return;
  throw new WireFault('InvalidDigest', { elements: [['ExpectedDigest', header]] });
}
