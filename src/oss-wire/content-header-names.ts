import type { ContentHeaders } from '../stores/store-request.ts';

/** The headers that a reader gets back as they were written, by the names they have here. */
export const contentHeaderNames: Readonly<Record<keyof ContentHeaders, string>> = {
  contentType: 'content-type',
  cacheControl: 'cache-control',
  contentDisposition: 'content-disposition',
  contentEncoding: 'content-encoding',
  contentLanguage: 'content-language',
  expires: 'expires',
};
