import { expect, test } from 'vitest';
import { readFunctionContext } from '../../../src/handlers/function/function-context.ts';

const none = { requestId: '', region: undefined, credentials: undefined };

test.each([
  [
    'a whole one',
    {
      requestId: 'r',
      region: 'cn-hangzhou',
      credentials: { accessKeyId: 'a', accessKeySecret: 'b', securityToken: 'c' },
    },
    {
      requestId: 'r',
      region: 'cn-hangzhou',
      credentials: { accessKeyId: 'a', accessKeySecret: 'b', securityToken: 'c' },
    },
  ],
  ['a function without a role', { requestId: 'r', credentials: {} }, { ...none, requestId: 'r' }],
  ['half a pair', { credentials: { accessKeyId: 'a' } }, none],
  ['nothing', undefined, none],
  ['something else', 'context', none],
])('%s', (_, context, expected) => expect(readFunctionContext(context)).toEqual(expected));
