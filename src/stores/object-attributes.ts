/**
 * HTTP headers that are stored with an object and returned with it. A read through a symlink returns the headers of the
 * symlink.
 */
export interface ContentHeaders {
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly expires?: string;
}

/** The lower-case HTTP name of each content header. */
export const contentHeaderNames: Readonly<Record<keyof ContentHeaders, string>> = {
  contentType: 'content-type',
  cacheControl: 'cache-control',
  contentDisposition: 'content-disposition',
  contentEncoding: 'content-encoding',
  contentLanguage: 'content-language',
  expires: 'expires',
};

/** The content headers among headers by lower-case name. */
export function readContentHeaders(headers: Readonly<Record<string, string>>): ContentHeaders {
  return Object.fromEntries(
    Object.entries(contentHeaderNames).flatMap(([field, name]) => {
      const value = headers[name];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** The user metadata among headers: those whose name begins with `prefix`, by name without it. */
export function readMetadata(
  headers: Readonly<Record<string, string>>,
  prefix: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** Tabs, and all text without control characters. C1 controls are allowed: some clients send UTF-8 bytes as Latin-1. */
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\ud7ff\ue000-\u{10ffff}]*$/u;

/** Whether a text can be the value of a content header. */
export function isHeaderText(value: string): boolean {
  return HEADER_TEXT.test(value);
}

/** The ACLs that an object can have. */
export const OBJECT_ACLS = ['default', 'private', 'public-read', 'public-read-write'] as const;
/** Who may read and write an object. With `default`, the ACL of the bucket applies. */
export type ObjectAcl = (typeof OBJECT_ACLS)[number];

/** The storage classes of OSS, from frequent to rare access. */
export const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const;
/** The storage class of an object or symlink. `Cold` exists in BOS only. */
export type StorageClass = (typeof STORAGE_CLASSES)[number] | 'Cold';

/** A restoration of an archived object. Absent if there is none, or if it has expired. */
export interface RestoreState {
  /** Whether it is under way, so that the object cannot be read yet. */
  readonly ongoing: boolean;
  /** When the object is archived again. Unix milliseconds. */
  readonly expires?: number;
}
