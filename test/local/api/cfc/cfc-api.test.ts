import { describe, expect, test } from 'vitest';
import { functionBrn } from '../../../../src/local/runtime/cfc/cfc-account.ts';
import { cfcWorld } from './cfc-world.ts';

const world = cfcWorld();

describe('ListFunctions', () => {
  test.each([
    [{}, ['cfc-object-events', 'cfc-sweep', 'cfc-http'], ''],
    [{ MaxItems: '2' }, ['cfc-object-events', 'cfc-sweep'], '2'],
    [{ MaxItems: '2', Marker: '2' }, ['cfc-http'], ''],
    [{ marker: '1' }, ['cfc-sweep', 'cfc-http'], ''],
    [{ Marker: '9' }, [], ''],
  ])('%j', async (query: Record<string, string>, names, next) => {
    const { Functions, NextMarker } = (await world.call({ query })).json();
    expect(Functions.map((one: { FunctionName: string }) => one.FunctionName)).toEqual(names);
    expect(NextMarker).toBe(next);
  });
});

describe('one function', () => {
  const name = 'cfc-sweep';
  test.each([
    ['by its name', name],
    ['by its BRN', functionBrn(name)],
    ['by a BRN without version', functionBrn(name).replace(':$LATEST', '')],
    ['with the account', `10000000000000000000000000000000:${name}`],
    ['with its only version', `${name}:$LATEST`],
  ])('%s', async (_, given) => {
    const path = `/v1/functions/${encodeURIComponent(given)}`;
    expect((await world.call({ path })).json()).toMatchObject({ Configuration: { FunctionName: name } });
    expect((await world.call({ path: `${path}/configuration` })).json()).toMatchObject({ FunctionName: name });
  });

  test('its versions and aliases', async () => {
    const path = `/v1/functions/${name}`;
    expect((await world.call({ path: `${path}/versions` })).json()).toMatchObject({
      Versions: [{ Version: '$LATEST' }],
    });
    expect((await world.call({ path: `${path}/aliases/` })).json()).toEqual({ Aliases: [], NextMarker: '' });
  });

  test.each([
    ['another name', '/v1/functions/none', {}],
    ['another version', `/v1/functions/${name}`, { Qualifier: '3' }],
    ['another version in the name', `/v1/functions/${name}:3/configuration`, {}],
    ['aliases of another name', '/v1/functions/none/aliases', {}],
  ])('not found: %s', async (_, path, query: Record<string, string>) => {
    const { status, json } = await world.call({ path, query });
    expect([status, json()]).toMatchObject([404, { code: 'ResourceNotFoundException', requestId: 'r-1' }]);
  });
});

describe('errors', () => {
  test.each([
    [
      'an operation that changes a function',
      { method: 'DELETE', path: '/v1/functions/cfc-sweep' },
      400,
      'NotImplemented',
    ],
    ['a new function', { method: 'POST', body: '{}' }, 400, 'NotImplemented'],
    ['a path that is too long', { path: '/v1/functions/cfc-sweep/code/x' }, 400, 'NotImplemented'],
    ['a marker that is not a number', { query: { Marker: 'x' } }, 400, 'InvalidParameterValueException'],
    ['no signature', { headers: { authorization: undefined } }, 403, 'AccessDenied'],
  ])('%s', async (_, call, status, code) => {
    const answered = await world.call(call);
    expect([answered.status, answered.json().code]).toEqual([status, code]);
    expect(answered.headers.get('x-bce-request-id')).toBe('r-1');
  });
});

test('an internal error is reported, and its message is not sent', async () => {
  const cause = new Error('/srv/private/cloud.json is damaged');
  const { call, troubles } = cfcWorld({
    functions: () => {
      throw cause;
    },
  });
  const { status, text, json } = await call({});
  expect([status, json()]).toMatchObject([500, { code: 'ServiceException', requestId: 'r-1' }]);
  expect(text).not.toContain('private');
  expect(troubles).toEqual([expect.objectContaining({ cause, message: expect.stringContaining('r-1') })]);
});

test('a refusal is not reported', async () => {
  const { call, troubles } = cfcWorld();
  await call({ path: '/v1/functions/none' });
  expect(troubles).toEqual([]);
});
