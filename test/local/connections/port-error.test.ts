import { describe, expect, it } from 'vitest';
import { portError } from '../../../src/local/connections/port-error.ts';

const LISTENER = { name: 'store', host: '127.0.0.1', port: 9000, setting: '--store-port or AUTOALIAS_STORE_PORT' };

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('portError', () => {
  it.each([
    ['EADDRINUSE', 'another program listens there; stop it, or set another port (0 picks a free one)'],
    ['EACCES', 'this user may not listen there; set a port above 1023 (0 picks a free one)'],
    ['EADDRNOTAVAIL', 'this machine has no such address; name one that it has with --host or AUTOALIAS_HOST'],
  ])('%s', (code, reason) => {
    const cause = failure(code);
    expect(portError(cause, LISTENER)).toMatchObject({
      code: 'config-invalid',
      message: `store: cannot listen on 127.0.0.1 port 9000 (--store-port or AUTOALIAS_STORE_PORT): ${reason}`,
      cause,
    });
  });

  it.each([failure('EMFILE'), new Error('other'), 'text'])('leaves %s as it is', (error) => {
    expect(portError(error, LISTENER)).toBe(error);
  });
});
