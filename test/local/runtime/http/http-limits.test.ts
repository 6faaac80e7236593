import { describe, expect, it } from 'vitest';
import { HTTP_LIMITS, oversized } from '../../../../src/local/runtime/http/http-limits.ts';

const ORIGIN = 'http://h';

function path(bytes: number): string {
  return `${ORIGIN}/${'a'.repeat(bytes - 1)}`;
}

describe('oversized', () => {
  it.each([
    ['path', new Request(path(HTTP_LIMITS.target)), 0],
    ['headers', new Request(ORIGIN, { headers: { x: 'v'.repeat(HTTP_LIMITS.requestHeaders - 5) } }), 0],
    ['body', new Request(ORIGIN), HTTP_LIMITS.requestBody],
  ])('takes a %s at its limit', (_, request, size) => {
    expect(oversized(request, new Uint8Array(size))).toBeUndefined();
  });

  it.each([
    ['the path and query measure 4097 bytes', new Request(path(HTTP_LIMITS.target + 1)), 0],
    ['the path and query measure 4099 bytes', new Request(`${path(HTTP_LIMITS.target)}?ab`), 0],
    [
      'the request headers measure 8193 bytes',
      new Request(ORIGIN, { headers: { x: 'v'.repeat(HTTP_LIMITS.requestHeaders - 4) } }),
      0,
    ],
    ['the request body measure 33554433 bytes', new Request(ORIGIN), HTTP_LIMITS.requestBody + 1],
  ])('%s', (message, request, size) => {
    expect(oversized(request, new Uint8Array(size))).toContain(message);
  });
});
