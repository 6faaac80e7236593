import { describe, expect, test } from 'vitest';
import { ossFace } from '../../../../src/local/oss/server/oss-face.ts';
import { refuseRepeated as refuse } from '../../../../src/local/server/request/refuse-repeated.ts';

const face = ossFace(() => 0);

function refuseRepeated(rawHeaders: readonly string[], query: Parameters<typeof refuse>[1]): void {
  refuse(rawHeaders, query, face);
}

describe('a header', () => {
  test.each([
    ...['Authorization', 'Host', 'Date', 'Range', 'Content-Type', 'Content-MD5', 'Content-Disposition', 'Expires'],
    ...['If-Modified-Since', 'If-Unmodified-Since', 'x-oss-date', 'x-oss-symlink-target', 'X-Oss-Tagging'],
    ...['x-oss-security-token', 'x-oss-copy-source', 'x-oss-forbid-overwrite', 'x-oss-unheard-of'],
  ])('%s once, not twice', (name) => {
    expect(() => refuseRepeated([name, 'a', 'x-oss-other', 'b'], [])).not.toThrow();
    const twice = () => refuseRepeated([name, 'a', 'accept', '*/*', name.toUpperCase(), 'a'], []);
    expect(twice).toThrow(`The header ${name.toLowerCase()} is given more than once.`);
  });

  test.each(['Accept', 'Cache-Control', 'Content-Encoding', 'If-Match', 'If-None-Match', 'x-oss-meta-a', 'Via'])(
    '%s twice',
    (name) => {
      expect(() => refuseRepeated([name, 'a', name, 'b'], [])).not.toThrow();
    },
  );
});

describe('a query parameter', () => {
  test('once each', () => {
    const query = [['prefix', 'a'] as const, ['Prefix', 'a'] as const, ['symlink', ''] as const];
    expect(() => refuseRepeated([], query)).not.toThrow();
  });

  test.each(['x-oss-signature', 'Signature', 'versionId', 'prefix', 'symlink', 'response-expires', 'any'])(
    'not %s twice, not even with the same value',
    (name) => {
      const twice = () =>
        refuseRepeated(
          [],
          [
            [name, ''],
            ['a', ''],
            [name, ''],
          ],
        );
      expect(twice).toThrow(`The query parameter ${name} is given more than once.`);
    },
  );
});
