import type { ContentHeaders } from '../../../../src/stores/object-attributes.ts';

/** Bodies of uploads: sizes from zero to the limit of PutObject, with various headers and without. */
export const BODIES: readonly [Body, ...Body[]] = [
  { size: 0, headers: {} },
  { size: 1, headers: { contentType: 'text/plain; charset=utf-8' } },
  { size: 4096, headers: { contentType: 'application/gzip', cacheControl: 'max-age=31536000, immutable' } },
  {
    size: 5 * 1024 ** 3,
    headers: {
      contentDisposition: 'attachment; filename="app.tgz"',
      contentEncoding: 'gzip',
      contentLanguage: 'en',
      expires: 'Fri, 01 Jan 2100 00:00:00 GMT',
    },
  },
];

interface Body {
  /** Bytes. */
  readonly size: number;
  readonly headers: ContentHeaders;
}
