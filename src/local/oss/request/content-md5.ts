import { WireFault } from '../answer/wire-fault.ts';

/** Refuses a body whose MD5 is not the Base64 that `Content-MD5` announced; without the header anything is right. */
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

/** Refuses a `Content-MD5` that no MD5 can match, before its body is taken in. */
export function checkContentMd5Shape(header: string | undefined): void {
  if (header === undefined) return;
  if (/^[A-Za-z0-9+/]{22}==$/.test(header)) return;
  throw new WireFault('InvalidDigest', { elements: [['ExpectedDigest', header]] });
}
