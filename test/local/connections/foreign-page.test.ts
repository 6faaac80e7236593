import { describe, expect, test } from 'vitest';
import { foreignPage } from '../../../src/local/connections/foreign-page.ts';

type Headers = Readonly<Record<string, string>>;

function ask(method: string, host: string | undefined, headers: Headers, listensOn?: string): string | undefined {
  return foreignPage({ method, host, listensOn, header: (name) => headers[name] });
}

/** Hosts that clients address, and whether an attacker's DNS can point such a name to this machine. */
const hosts: readonly (readonly [host: string, rebindable: boolean])[] = [
  ['127.0.0.1:9000', false],
  ['127.1.2.3', false],
  ['[::1]:9000', false],
  ['192.168.1.5:9000', false],
  ['0.0.0.0:9000', false],
  ['[::]:9000', false],
  ['[::ffff:127.0.0.1]:9000', false],
  ['localhost:9000', false],
  ['LOCALHOST', false],
  ['demo.localhost:9000', false],
  ['demo.oss-cn-hangzhou.aliyuncs.com', false],
  ['demo.oss-cn-hangzhou-internal.aliyuncs.com', false],
  ['oss-cn-hangzhou.aliyuncs.com:9000', false],
  ['demo.127.0.0.1.nip.io:9000', false],
  ['demo.127-0-0-1.sslip.io', false],
  ['evil.example:9000', true],
  ['demo.evil.example', true],
  ['demo.store.test:9000', true],
  ['store', true],
  ['127.0.0.1.evil.example', true],
  ['localhost.evil.example', true],
  ['evilaliyuncs.com', true],
  ['aliyuncs.com.evil.example', true],
  ['1.2.3.4.nip.io.evil.example', true],
  ['evil.example.', true],
  ['not a host', true],
  ['', true],
];
const names = hosts.map(([host]) => host);
const rebindable = hosts.filter(([, can]) => can).map(([host]) => host);
const loopback = ['127.0.0.1:9000', '127.1.2.3', '[::1]:9000', 'localhost:9000', 'LOCALHOST', 'demo.localhost:9000'];
const others = names.filter((host) => !rebindable.includes(host) && !loopback.includes(host));

/** Headers of clients other than browsers, besides Host and the signature. */
const clients: readonly (readonly [name: string, headers: Headers])[] = [
  ['nothing at all', {}],
  ['curl', { 'user-agent': 'curl/8.5.0', accept: '*/*' }],
  ['ossutil, Go SDK', { 'user-agent': 'aliyun-sdk-go/v3.0.2 (Linux/5.10/x86_64;go1.20)', 'accept-encoding': 'gzip' }],
  ['ali-oss', { 'user-agent': 'aliyun-sdk-nodejs/6.23.0 Node.js 20.20.2 on Linux x64', accept: '*/*' }],
  ['oss2', { 'user-agent': 'aliyun-sdk-python/2.18.4(Linux/5/x86_64;3.11)', accept: '*/*', connection: 'keep-alive' }],
  ['Java SDK', { 'user-agent': 'aliyun-sdk-java/3.17.4(Linux)', 'accept-encoding': 'gzip,deflate' }],
  ['axios', { 'user-agent': 'axios/1.7', accept: 'application/json, text/plain, */*', 'accept-encoding': 'gzip, br' }],
  [
    'fetch of Node.js',
    {
      accept: '*/*',
      'accept-language': '*',
      'sec-fetch-mode': 'cors',
      'user-agent': 'node',
      'accept-encoding': 'gzip, deflate',
    },
  ],
  ['a client with a Referer', { 'user-agent': 'curl/8.5.0', referer: 'http://www.example.com/' }],
];

describe.each(clients)('%s', (_, headers) => {
  test.each(names)('is served at %s', (host) => {
    for (const method of ['GET', 'PUT', 'DELETE', 'POST', 'HEAD']) expect(ask(method, host, headers)).toBeUndefined();
  });
});

/** Chromium 156 over plain HTTP. In the last three, the page omits or overwrites all headers that it can. */
const mozilla = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const browser = { 'user-agent': mozilla, 'accept-language': 'en-US,en' };
const untrusted: readonly (readonly [name: string, method: string, headers: Headers])[] = [
  ['a navigation', 'GET', { ...browser, accept: 'text/html', 'upgrade-insecure-requests': '1' }],
  ['fetch', 'GET', { ...browser, accept: '*/*', referer: 'http://evil.example:9000/' }],
  ['fetch with HEAD', 'HEAD', { ...browser, accept: '*/*' }],
  ['an image', 'GET', { ...browser, accept: 'image/*' }],
  ['fetch with an empty Accept-Language', 'GET', { 'user-agent': mozilla, 'accept-language': '' }],
  ['fetch that claims to be curl', 'GET', { 'user-agent': 'curl/8.5.0', 'accept-language': '' }],
  ['fetch that claims to be Node.js', 'GET', { 'user-agent': 'node', 'accept-language': '*' }],
];

describe.each(untrusted)('a browser, without Sec-Fetch-*: %s', (_, method, headers) => {
  test.each(rebindable)('is refused at %s', (host) => {
    expect(ask(method, host, headers)).toContain('may have pointed to this machine');
  });
  test.each(loopback)('is served at %s', (host) => {
    expect(ask(method, host, headers)).toBeUndefined();
  });
});

describe.each(others)('a browser at %s, to which it sends no Sec-Fetch-*', (host) => {
  test.each([
    ['a navigation', 'GET', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
    ['an asset of a page there', 'GET', { accept: '*/*', referer: `http://${host}/demo/index.html` }],
    ['an image in a page of localhost', 'GET', { accept: 'image/*', referer: 'http://localhost:5173/' }],
  ] as const)('%s is served', (_, method, headers) => {
    expect(ask(method, host, { ...browser, ...headers })).toBeUndefined();
  });

  test.each([
    ['a script', 'GET', { accept: '*/*' }],
    ['a style sheet', 'GET', { accept: 'text/css,*/*;q=0.1', referer: 'http://evil.example/' }],
    ['an image', 'GET', { accept: 'image/avif,image/webp,*/*;q=0.8' }],
    ['a request without Accept', 'GET', {}],
    ['a HEAD', 'HEAD', { accept: 'text/html' }],
  ] as const)('%s of another site is refused', (_, method, headers) => {
    expect(ask(method, host, { ...browser, ...headers })).toContain('may have embedded it');
  });
});

describe('a name that the server listens on', () => {
  test.each(['devbox.corp:9000', 'demo.devbox.corp', 'DEMO.DevBox.corp:9000'])('is served to browsers: %s', (host) => {
    const navigation = { ...browser, accept: 'text/html,*/*;q=0.8' };
    expect(ask('GET', host, navigation, 'devbox.corp')).toBeUndefined();
    expect(ask('GET', host, navigation, 'DevBox.corp')).toBeUndefined();
  });
  test.each(['corp', 'evildevbox.corp', 'devbox.corp.evil.example'])('is not %s', (host) => {
    expect(ask('GET', host, browser, 'devbox.corp')).toBeDefined();
  });
});

describe('writes carry an Origin', () => {
  test.each([
    ['http://evil.example:9000', '127.0.0.1:9000'],
    ['http://evil.example:9000', 'evil.example:9000'],
    ['https://evil.example', 'demo.localhost:9000'],
    ['http://evil.example', 'demo.oss-cn-hangzhou.aliyuncs.com'],
    ['http://127.0.0.1.evil.example', '127.0.0.1:9000'],
    ['http://192.168.1.6', '192.168.1.5'],
    ['null', '127.0.0.1:9000'],
    ['', '127.0.0.1:9000'],
    ['chrome-extension://abcdefgh', '127.0.0.1:9000'],
    ['http://127.0.0.1:9000', 'evil.example:9000'],
    ['http://store.test:9000', 'store.test:9000'],
  ])('from %s to %s: refused', (origin, host) => {
    for (const method of ['PUT', 'POST', 'DELETE', 'GET', 'OPTIONS']) {
      expect(ask(method, host, { ...browser, origin })).toBeDefined();
      expect(ask(method, host, { origin })).toBeDefined();
    }
  });

  test.each([
    ['http://127.0.0.1:9000', '127.0.0.1:9000'],
    ['http://localhost:5173', '127.0.0.1:9000'],
    ['http://demo.localhost:9000', 'localhost:9000'],
    ['http://[::1]:3000', '[::1]:9000'],
    ['http://192.168.1.5:9000', '192.168.1.5:9000'],
  ])('from %s to %s: served', (origin, host) => {
    expect(ask('PUT', host, { ...browser, origin })).toBeUndefined();
  });
});

describe('where the browser sends Sec-Fetch-*', () => {
  const fetchMetadata = (site: string, mode: string, dest: string, more: Headers = {}): Headers => ({
    ...browser,
    'sec-fetch-site': site,
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
    ...more,
  });

  test.each([
    ['a typed address', 'GET', fetchMetadata('none', 'navigate', 'document')],
    ['a presigned link of another site', 'GET', fetchMetadata('cross-site', 'navigate', 'document')],
    ['an asset of a page in the store', 'GET', fetchMetadata('same-origin', 'no-cors', 'script')],
    ['an image in a page of another port', 'GET', fetchMetadata('same-site', 'no-cors', 'image')],
    [
      'an image in a page of localhost',
      'GET',
      fetchMetadata('cross-site', 'no-cors', 'image', { referer: 'http://localhost:5173/' }),
    ],
  ])('%s is served', (_, method, headers) => {
    expect(ask(method, '127.0.0.1:9000', headers)).toBeUndefined();
  });

  test.each([
    ['a script', 'GET', fetchMetadata('cross-site', 'no-cors', 'script', { referer: 'http://evil.example/' })],
    ['an image without Referer', 'GET', fetchMetadata('cross-site', 'no-cors', 'image')],
    ['a frame', 'GET', fetchMetadata('cross-site', 'navigate', 'iframe')],
    ['a navigation with POST', 'POST', fetchMetadata('cross-site', 'navigate', 'document')],
    ['a navigation with HEAD', 'HEAD', fetchMetadata('cross-site', 'navigate', 'document')],
    ['an unknown value', 'GET', fetchMetadata('near-site', 'no-cors', 'image')],
    [
      'a Referer that only looks local',
      'GET',
      fetchMetadata('cross-site', 'cors', '', { referer: 'http://localhost.evil' }),
    ],
  ])('%s of another site is refused', (_, method, headers) => {
    expect(ask(method, '127.0.0.1:9000', headers)).toContain('another site');
  });

  test('nothing is served at a rebindable name', () => {
    expect(ask('GET', 'evil.example', fetchMetadata('same-origin', 'cors', 'empty'))).toBeDefined();
    expect(ask('GET', 'evil.example', fetchMetadata('none', 'navigate', 'document'))).toBeDefined();
    expect(ask('GET', undefined, fetchMetadata('none', 'navigate', 'document'))).toBeDefined();
  });
});
