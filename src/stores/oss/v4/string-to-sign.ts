import { createHash } from 'node:crypto';
import { headerBytes } from '../header-text.ts';
import { type CredentialScope, credentialScope } from './credential-scope.ts';

/** The four lines that are signed. `dateTime` is the request's `x-oss-date`, YYYYMMDDTHHMMSSZ. */
export function stringToSign(dateTime: string, scope: CredentialScope, canonicalRequest: string): string {
  return [
    'OSS4-HMAC-SHA256',
    dateTime,
    credentialScope(scope),
    createHash('sha256').update(headerBytes(canonicalRequest)).digest('hex'),
  ].join('\n');
}
