import { describe, expect, test } from 'vitest';
import { versionOf } from '../../../../src/local/api/fc/fc-request.ts';
import { parsed } from './fc-fixture.ts';

describe('versionOf', () => {
  test.each([
    ['/2016-08-15/services/s/functions', '2016-08-15'],
    ['http://h:9001/2016-08-15/services', '2016-08-15'],
    ['/2023-03-30/functions', '2023-03-30'],
    ['/2023-03-30/functions/2016-08-15/', '2023-03-30'],
    ['/2023-03-30/functions?x=/2016-08-15/', '2023-03-30'],
  ])('%s', (target, version) => {
    expect(versionOf(target)).toBe(version);
  });
});

describe('readFcRequest', () => {
  test('decodes the names in the path and the query, and keeps the path', () => {
    const target = '/2023-03-30/functions/a%2Fb/triggers/%C3%A9?a=1&b&c=%26=2&';
    expect(parsed({ target, headers: { 'X-Fc-Log-Type': 'Tail' } })).toEqual({
      version: '2023-03-30',
      method: 'GET',
      path: '/2023-03-30/functions/a%2Fb/triggers/%C3%A9',
      segments: ['functions', 'a/b', 'triggers', 'é'],
      query: [
        ['a', '1'],
        ['b', ''],
        ['c', '&=2'],
      ],
      headers: { 'x-fc-log-type': 'Tail' },
      isLocal: true,
    });
  });

  test.each(['/2023-03-30/functions/%', '/2023-03-30/functions/%ff', '/2023-03-30/functions?a=%zz'])(
    'refuses %s',
    (target) => {
      expect(() => parsed({ target })).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
    },
  );
});
