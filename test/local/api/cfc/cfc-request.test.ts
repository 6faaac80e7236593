import { expect, test } from 'vitest';
import { parameter, readCfcRequest } from '../../../../src/local/api/cfc/cfc-request.ts';

function read(target: string) {
  return readCfcRequest(new Request('http://h/', { headers: { A: 'b' } }), target);
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
  ['http://h:1/v1/functions/a?x=%20%3D=', '/v1/functions/a', ['a'], [['x', ' ==']]],
])('%s', (target, path, segments, query) => {
  expect(read(target)).toEqual({ method: 'GET', path, segments, query, headers: { a: 'b' } });
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
