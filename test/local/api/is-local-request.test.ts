import { describe, expect, it } from 'vitest';
import { isLocalRequest } from '../../../src/local/api/is-local-request.ts';

const LOCAL: [string | undefined, string | undefined][] = [
  ['127.0.0.1:9001', undefined],
  ['127.1.2.3:9001', undefined],
  ['localhost:9001', undefined],
  ['LOCALHOST', undefined],
  ['[::1]:9001', undefined],
  ['127.0.0.1:9001', 'http://127.0.0.1:9001'],
  ['localhost:9001', 'http://localhost:9001'],
];

const FOREIGN: [string | undefined, string | undefined][] = [
  [undefined, undefined],
  ['', undefined],
  ['evil.example', undefined],
  ['evil.example:9001', 'http://evil.example:9001'],
  ['127.0.0.1.evil.example', undefined],
  ['localhost.evil.example', undefined],
  ['192.168.0.1:9001', undefined],
  ['0.0.0.0:9001', undefined],
  ['127.0.0.1:9001', 'http://evil.example'],
  ['127.0.0.1:9001', 'null'],
  ['127.0.0.1:9001', 'http://127.0.0.1:8080'],
  ['127.0.0.1:9001', 'http://localhost:9001'],
  ['evil.example@127.0.0.1 x', undefined],
];

describe('isLocalRequest', () => {
  it.each(LOCAL)('Host %s, Origin %s', (host, origin) => {
    expect(isLocalRequest({ host, origin })).toBe(true);
  });
  it.each(FOREIGN)('not: Host %s, Origin %s', (host, origin) => {
    expect(isLocalRequest({ host, origin })).toBe(false);
  });
});
