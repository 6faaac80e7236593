import { expect, test } from 'vitest';
import { splitTarget } from '../../../../src/local/server/request/split-target.ts';

test.each([
  ['/', { path: '/', query: [] }],
  ['/demo/a/../b', { path: '/demo/a/../b', query: [] }],
  ['/demo//x/./', { path: '/demo//x/./', query: [] }],
  ['/demo/a%2Fb+c', { path: '/demo/a%2Fb+c', query: [] }],
  ['/demo/k?symlink', { path: '/demo/k', query: [['symlink', '']] }],
  [
    '/demo/k?a=b=c&&d=',
    {
      path: '/demo/k',
      query: [
        ['a', 'b=c'],
        ['d', ''],
      ],
    },
  ],
  ['/demo?prefix=a+b%2Bc%2F', { path: '/demo', query: [['prefix', 'a b+c/']] }],
  [
    '/demo?x=1&x=2',
    {
      path: '/demo',
      query: [
        ['x', '1'],
        ['x', '2'],
      ],
    },
  ],
  ['/demo/k??', { path: '/demo/k', query: [['?', '']] }],
  ['/demo/ç\u009b®', { path: '/demo/目', query: [] }],
  ['http://demo.localhost:9000/k?acl', { path: '/k', query: [['acl', '']], authority: 'demo.localhost:9000' }],
  ['http://127.0.0.1', { path: '/', query: [], authority: '127.0.0.1' }],
])('%s', (target, expected) => {
  expect(splitTarget(target)).toEqual(expected);
});

test.each([
  '*',
  'demo/k',
  '/demo?prefix=%',
  '/demo?%zz=1',
  'http:///demo/k',
  'http://:9000/demo/k',
  'http://user@demo.localhost/k',
])('%s is not a target', (target) => {
  expect(() => splitTarget(target)).toThrow(URIError);
});
