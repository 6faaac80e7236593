import { describe, expect, it } from 'vitest';
import { httpEvent } from '../../../../src/local/runtime/http/http-event.ts';

const PARTS = { accountId: '123', requestId: 'r-1', sourceIp: '127.0.0.1', now: Date.UTC(2026, 0, 2, 3, 4, 5, 678) };

function eventOf(url: string, init: RequestInit = {}, body: Uint8Array = new Uint8Array()) {
  return httpEvent(new Request(url, init), body, { ...PARTS, target: url.replace(/^http:\/\/[^/]+/, '') });
}

describe('httpEvent', () => {
  it('has the shape of the HTTP trigger page', () => {
    const init = { method: 'POST', headers: { 'user-agent': 'test', 'x-acs-date': 'd', 'content-type': 'text/plain' } };
    expect(eventOf('http://127.0.0.1:9001/v1/aliases/a%20b%2Fc?x=1&y=&x=2', init, Buffer.from('hé'))).toEqual({
      version: 'v1',
      rawPath: '/v1/aliases/a%20b%2Fc',
      body: 'hé',
      isBase64Encoded: false,
      headers: { 'Content-Type': 'text/plain', 'User-Agent': 'test', 'X-Acs-Date': 'd' },
      queryParameters: { x: '1,2', y: '' },
      requestContext: {
        accountId: '123',
        domainName: '127.0.0.1',
        domainPrefix: '127',
        http: {
          method: 'POST',
          path: '/v1/aliases/a b/c',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: 'r-1',
        time: '2026-01-02T03:04:05Z',
        timeEpoch: '1767323045678',
      },
    });
  });

  it('carries bytes that are not UTF-8 as Base64', () => {
    expect(eventOf('http://h/', {}, Buffer.from([0xff, 0x00]))).toMatchObject({ body: '/wA=', isBase64Encoded: true });
  });

  it.each([
    ['/v1/aliases/a/../b?x=1', '/v1/aliases/a/../b'],
    ['/v1/aliases/a/%2e%2e/b#c', '/v1/aliases/a/%2e%2e/b'],
    ['http://h/v1/x?y', '/v1/kept'],
    ['*', '/v1/kept'],
  ])('the target %s has the path %s', (target, rawPath) => {
    const parts = { ...PARTS, target };
    expect(httpEvent(new Request('http://h/v1/kept'), new Uint8Array(), parts)).toMatchObject({ rawPath });
  });

  it('keeps a path that cannot be decoded', () => {
    expect(eventOf('http://h/%E0%A4').requestContext.http.path).toBe('/%E0%A4');
  });
});
