import type { HttpResponse } from '../../../src/stores/http/http-message.ts';

/** An answer from its parts. Names of headers are in lower case. */
export function plainResponse(parts: Omit<HttpResponse, 'header'>): HttpResponse {
  return { ...parts, header: (name) => parts.headers[name] };
}
