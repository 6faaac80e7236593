import { expect, test } from 'vitest';
import { parameter, readCfcRequest } from '../../../../src/local/api/cfc/cfc-request.ts';

function read(target: string, headers: Readonly<Record<string, string>> = { A: 'b' }) {
  return readCfcRequest(new Request('http://h/', { headers }), target);
}

test.each([
  ['/v1/functions', '/v1/functions', [], []],
  ['/v1/functions/', '/v1/functions/', [], []],
  [
    '/v1/functions/a%3Ab/code?x=1&y',
    '/v1/functions/a%3Ab/code',
    ['a:b', 'code'],
    [
      ['x', '1'],
      ['y', ''],
    ],
  ],
])('%s', (target, path, segments, query) => {
  expect(read(target)).toEqual({ method: 'GET', path, segments, query, headers: { a: 'b' } });
});

test('the authority of an absolute URL replaces Host', () => {
  expect(read('http://other:1/v1/functions/a?x=%20%3D=', { host: 'h' })).toEqual({
    method: 'GET',
    path: '/v1/functions/a',
    segments: ['a'],
    query: [['x', ' ==']],
    headers: { host: 'other:1' },
  });
});

test.each(['/v1/functions/%', '/v1/functions?a=%ff'])('refuses %s', (target) => {
  expect(() => read(target)).toThrow(expect.objectContaining({ code: 'InvalidParameterValueException' }));
});

test.each([
  ['Qualifier', '1'],
  ['qualifier', '1'],
  ['Marker', undefined],
])('the parameter %s is %j', (name, value) => {
  expect(parameter(read('/v1/functions/a?QUALIFIER=1'), name)).toBe(value);
});
