import { describe, expect, test } from 'vitest';
import { AutoaliasError } from '../../src/autoalias-error.ts';
import { authorizeBce, presignBce } from '../../src/bce-wire/authorize-bce.ts';
import { signBce } from '../../src/bce-wire/bce-auth.ts';
import { readBceAuthorization } from '../../src/bce-wire/read-bce-authorization.ts';
import { bceVectors } from './bce-vectors.ts';

const credentials = { accessKeyId: 'my_ak', accessKeySecret: 'my_sk' };
const now = Date.parse('2014-06-13T05:57:36Z');

describe('in headers', () => {
  // D1 and D3 have exactly the headers that authorizeBce adds.
  test.each(bceVectors.filter(({ id }) => id === 'D1' || id === 'D3'))(
    'the signature of vector $id, with date and token',
    ({ request, authorization }) => {
      const { 'x-bce-date': date, 'x-bce-security-token': securityToken, ...headers } = request.headers;
      const how = { credentials: securityToken === undefined ? credentials : { ...credentials, securityToken }, now };
      expect(authorizeBce({ ...request, headers }, how)).toEqual({
        ...headers,
        'x-bce-date': date,
        ...(securityToken === undefined ? {} : { 'x-bce-security-token': securityToken }),
        authorization,
      });
    },
  );
});

describe('in the query', () => {
  const request = {
    method: 'GET',
    path: '/v1/demo/a.txt',
    query: [['versionId', 'x']] as const,
    headers: { host: 'h' },
  };

  test('the signature is a parameter, and covers the others', () => {
    const query = presignBce(request, { credentials, now, expiresIn: 60 });
    expect(query).toEqual([
      ['versionId', 'x'],
      ['authorization', signBce(request, { credentials, now, expirySeconds: 60 })],
    ]);
    expect(readBceAuthorization(query[1]?.[1] ?? '')).toMatchObject({ expirySeconds: 60, signedHeaders: ['host'] });
  });

  test('the token of STS is a parameter that is signed', () => {
    const query = presignBce(request, { credentials: { ...credentials, securityToken: 't/=' }, now, expiresIn: 60 });
    const withToken = { ...request, query: [...request.query, ['x-bce-security-token', 't/='] as const] };
    expect(query).toEqual([
      ...withToken.query,
      ['authorization', signBce(withToken, { credentials, now, expirySeconds: 60 })],
    ]);
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses to expire after %d seconds', (expiresIn) => {
    expect(() => presignBce(request, { credentials, now, expiresIn })).toThrow(AutoaliasError);
  });
});
