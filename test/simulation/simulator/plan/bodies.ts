import type { ContentHeaders } from '../../../../src/stores/object-attributes.ts';

/** What users upload: sizes from nothing to the most that PutObject takes, with headers of all kinds and with none. */
export const BODIES: readonly [Body, ...Body[]] = [
  { size: 0, headers: {} },
  { size: 1, headers: { contentType: 'text/plain; charset=utf-8' } },
  { size: 4096, headers: { contentType: 'application/gzip', cacheControl: 'no-cache' } },
  {
    size: 5 * 1024 ** 3,
    headers: { contentDisposition: 'attachment; filename="app.tgz"', contentEncoding: 'gzip', contentLanguage: 'en' },
  },
];

interface Body {
  /** Bytes. */
  readonly size: number;
  readonly headers: ContentHeaders;
}
