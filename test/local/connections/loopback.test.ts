import { expect, test } from 'vitest';
import { isLoopbackAddress, isLoopbackHost, urlOf } from '../../../src/local/connections/loopback.ts';

test.each(['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])('%s is loopback', (address) => {
  expect(isLoopbackAddress(address)).toBe(true);
});

test.each([
  '',
  '128.0.0.1',
  '0.0.0.0',
  '10.0.0.1',
  '::',
  '::2',
  'fe80::1',
  '::ffff:10.0.0.1',
  'localhost',
  '127.0.0.1.evil',
])('"%s" is not a loopback address', (address) => {
  expect(isLoopbackAddress(address)).toBe(false);
});

test.each(['localhost', 'demo.localhost', 'a.b.localhost', '127.0.0.1', '[::1]'])(
  '%s names this machine',
  (hostname) => {
    expect(isLoopbackHost(hostname)).toBe(true);
  },
);

test.each([
  '',
  'evillocalhost',
  '[::ffff:7f00:1]',
  '127.evil.example',
  'localhost.evil.example',
  '127.0.0.1.nip.io',
  '192.168.0.1',
  '[::2]',
  '0.0.0.0',
])('"%s" need not name this machine', (hostname) => {
  expect(isLoopbackHost(hostname)).toBe(false);
});

test.each([
  ['http://evil.example:9000', 'evil.example:9000'],
  ['http://127.0.0.1', '127.0.0.1'],
])('%s names a URL', (text, host) => {
  expect(urlOf(text)?.host).toBe(host);
});

test.each(['null', '', 'evil.example', 'http://'])('%j is not a URL with a host', (text) => {
  expect(urlOf(text)).toBeUndefined();
});
