import { AutoaliasError } from '../../../autoalias-error.ts';
import { defined } from '../../../defined.ts';
import { percentEncode } from '../../../oss-wire/percent-encoding.ts';
import { contentHeaderNames, isHeaderText } from '../../object-attributes.ts';
import type { PutObject, PutSymlink } from '../../store-request.ts';

type Write = Omit<PutSymlink, 'target'> | Omit<PutObject, 'body'>;

/**
 * The headers that PutSymlink and PutObject share. Throws AutoaliasError `request-malformed` for values that a header
 * cannot have.
 */
export function writeHeaders(write: Write): Record<string, string> {
  return {
    ...contentHeaders(write),
    ...metadataHeaders(write),
    ...tagsHeader(write),
    ...defined({ 'x-oss-object-acl': write.acl, 'x-oss-storage-class': write.storageClass }),
    ...(write.forbidOverwrite === undefined ? {} : { 'x-oss-forbid-overwrite': String(write.forbidOverwrite) }),
  };
}

function contentHeaders(write: Write): Record<string, string> {
  const given = write.headers ?? {};
  const headers: Record<string, string> = {};
  for (const [field, name] of Object.entries(contentHeaderNames) as [keyof typeof contentHeaderNames, string][]) {
    const value = given[field];
    if (value === undefined) continue;
    if (!isHeaderText(value)) throw malformed(write, `${name} has a control character`, 'remove it');
    headers[name] = value;
  }
  return headers;
}

function metadataHeaders(write: Write): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(write.metadata ?? {})) {
    if (!/^[a-z0-9-]+$/.test(name)) {
      throw malformed(write, `metadata name ${JSON.stringify(name)}`, 'use lower-case letters, digits and hyphens');
    }
    // OSS does not document how it reads other bytes, and clients differ. ASCII is read the same everywhere.
    if (!/^[\x20-\x7e]*$/.test(value)) {
      throw malformed(write, `metadata ${name} has a character outside printable ASCII`, 'percent-encode the value');
    }
    headers[`x-oss-meta-${name}`] = value;
  }
  return headers;
}

function tagsHeader(write: Write): Record<string, string> {
  const pairs = Object.entries(write.tags ?? {});
  if (pairs.length === 0) return {};
  return { 'x-oss-tagging': pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&') };
}

function malformed(write: Write, what: string, instead: string): AutoaliasError {
  return new AutoaliasError('request-malformed', `${write.operation} of ${write.key}: ${what}; ${instead}`);
}
