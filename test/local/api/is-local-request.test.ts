import { describe, expect, it } from 'vitest';
import { isLocalRequest } from '../../../src/local/api/is-local-request.ts';

const PEER = '127.0.0.1';

const LOCAL: [peer: string, host: string | undefined, origin: string | undefined][] = [
  [PEER, '127.0.0.1:9001', undefined],
  ['127.9.9.9', '127.0.0.1:9001', undefined],
  ['::1', '127.0.0.1:9001', undefined],
  ['::ffff:127.0.0.1', '127.0.0.1:9001', undefined],
  [PEER, '127.1.2.3:9001', undefined],
  [PEER, 'localhost:9001', undefined],
  [PEER, 'LOCALHOST', undefined],
  [PEER, 'autoalias.localhost:9001', undefined],
  [PEER, '[::1]:9001', undefined],
  [PEER, '127.0.0.1:9001', 'http://127.0.0.1:9001'],
  [PEER, 'localhost:9001', 'http://localhost:9001'],
];

const FOREIGN: [peer: string, host: string | undefined, origin: string | undefined][] = [
  ['10.1.2.3', '127.0.0.1:9001', undefined],
  ['192.168.0.7', 'localhost:9001', undefined],
  ['::ffff:10.1.2.3', '[::1]:9001', undefined],
  ['fe80::1', '127.0.0.1:9001', 'http://127.0.0.1:9001'],
  ['', '127.0.0.1:9001', undefined],
  [PEER, undefined, undefined],
  [PEER, '', undefined],
  [PEER, 'evil.example', undefined],
  [PEER, 'evil.example:9001', 'http://evil.example:9001'],
  [PEER, '127.0.0.1.evil.example', undefined],
  [PEER, 'localhost.evil.example', undefined],
  [PEER, '192.168.0.1:9001', undefined],
  [PEER, '0.0.0.0:9001', undefined],
  [PEER, '127.0.0.1:9001', 'http://evil.example'],
  [PEER, '127.0.0.1:9001', 'null'],
  [PEER, '127.0.0.1:9001', 'http://127.0.0.1:8080'],
  [PEER, '127.0.0.1:9001', 'http://localhost:9001'],
  [PEER, 'evil.example@127.0.0.1 x', undefined],
];

describe('isLocalRequest', () => {
  it.each(LOCAL)('peer %s, Host %s, Origin %s', (peer, host, origin) => {
    expect(isLocalRequest({ peer, host, origin })).toBe(true);
  });
  it.each(FOREIGN)('not: peer "%s", Host %s, Origin %s', (peer, host, origin) => {
    expect(isLocalRequest({ peer, host, origin })).toBe(false);
  });
});
