import { expect, test } from 'vitest';
import { ALL_RIGHTS, RIGHTS, ROUTE_RIGHTS, rightOf } from '../../../../src/handlers/http/access/right.ts';
import { createHttpApi } from '../../../../src/handlers/http/http-api.ts';

function unused(): never {
  throw new TypeError('no request is sent');
}

test('every route except the health check needs one right', () => {
  const { routes } = createHttpApi({ token: undefined, rules: unused });
  const real = routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  expect(real.length).toBeGreaterThan(10);
  expect([...Object.keys(ROUTE_RIGHTS), 'GET /v1/health'].toSorted()).toEqual(real.toSorted());
});

test('each right is needed by a route, and the holder of AUTOALIAS_TOKEN has all', () => {
  expect(new Set(Object.values(ROUTE_RIGHTS))).toEqual(new Set(RIGHTS));
  expect(ALL_RIGHTS).toEqual(new Set(RIGHTS));
});

test.each([
  ['GET', '/v1/status', 'read'],
  ['HEAD', '/v1/status', 'read'],
  ['GET', '/v1/aliases', 'read'],
  ['GET', '/v1/aliases/releases/app/latest/f', 'read'],
  ['GET', '/v1/aliases/a/', 'read'],
  ['POST', '/v1/sweep', 'apply'],
  ['POST', '/v1/rollback', 'move'],
  ['POST', '/v1/status', undefined],
  ['HEAD', '/v1/sweep', undefined],
  ['POST', '/v1/aliases/a', undefined],
  ['POST', '/v1/sweep/', undefined],
  ['GET', '/', undefined],
  ['GET', 'constructor', undefined],
])('%s %s needs the right %s', (method, path, right) => {
  expect(rightOf(method, path)).toBe(right);
});
