/**
 * Size limits of HTTP requests and answers in bytes, from Function Compute's pages about HTTP handlers. Assumed to apply to
 * built-in runtimes of 3.0 too.
 */
export const HTTP_LIMITS = {
  requestHeaders: 8 * 1024,
  /** Path and query together. */
  target: 4 * 1024,
  requestBody: 32 * 1024 * 1024,
  responseHeaders: 8 * 1024,
} as const;

/** The reason to refuse a request for its size with 400 `InvalidArgument`, or undefined. */
export function oversized(request: Request, body: Uint8Array): string | undefined {
  const { pathname, search } = new URL(request.url);
  const sizes: readonly (readonly [what: string, size: number, limit: number])[] = [
    ['the path and query', pathname.length + search.length, HTTP_LIMITS.target],
    ['the request headers', headerBytes([...request.headers]), HTTP_LIMITS.requestHeaders],
    ['the request body', body.length, HTTP_LIMITS.requestBody],
  ];
  const found = sizes.find(([, size, limit]) => size > limit);
  return found && `${found[0]} measure ${found[1]} bytes; an HTTP trigger allows ${found[2]}`;
}

/** Bytes of names, values and separators on the wire. */
export function headerBytes(headers: readonly (readonly [string, string])[]): number {
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
}
