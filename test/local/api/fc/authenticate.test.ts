import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { acs3Signature } from '../../../../src/alibaba/acs3.ts';
import { fcSignature } from '../../../../src/alibaba/fc-signature.ts';
import { authenticate } from '../../../../src/local/api/fc/authenticate.ts';
import { readFcRequest } from '../../../../src/local/api/fc/fc-request.ts';
import type { Credentials } from '../../../../src/oss-wire/credentials.ts';
import { CREDENTIALS, NOW, parsed, type Sent, signed3 } from './fc-fixture.ts';

const MINUTE = 60_000;

function check(request: Request, target: string, credentials = CREDENTIALS, body = ''): void {
  const checkBody = authenticate(readFcRequest(request.clone(), target, true), { credentials, now: NOW });
  checkBody(createHash('sha256').update(body).digest('hex'));
}

/** The headers of a request as it was signed, with some of them changed. */
function changed(request: Request, changes: Readonly<Record<string, string | undefined>>): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  return new Request(request.clone(), { headers });
}

describe('3.0', () => {
  const target = '/2023-03-30/functions/f/invocations?qualifier=LATEST&x=a%20b%2B';
  const invoke: Sent = { method: 'POST', target, body: 'event', headers: { 'content-type': 'text/plain' } };

  test.each<[name: string, request: Request, credentials?: Credentials]>([
    ['a signature of now', signed3(invoke)],
    ['14 minutes ago', signed3(invoke, CREDENTIALS, NOW - 14 * MINUTE)],
    ['in 14 minutes', signed3(invoke, CREDENTIALS, NOW + 14 * MINUTE)],
    ['another header that is not signed', changed(signed3(invoke), { 'x-fc-log-type': 'Tail' })],
    [
      'temporary credentials',
      signed3(invoke, { ...CREDENTIALS, securityToken: 't' }),
      { ...CREDENTIALS, securityToken: 't' },
    ],
  ])('accepts %s', (_, request, credentials) => {
    expect(() => check(request, target, credentials, 'event')).not.toThrow();
  });

  const good = signed3(invoke);
  const other = { ...CREDENTIALS, accessKeySecret: 'other' };
  test.each<[name: string, request: Request, code: string]>([
    ['no signature', changed(good, { authorization: undefined }), 'MissingRequiredHeader'],
    ['no date', changed(good, { 'x-acs-date': undefined }), 'MissingRequiredHeader'],
    ['a malformed date', changed(good, { 'x-acs-date': 'today' }), 'InvalidArgument'],
    ['16 minutes ago', signed3(invoke, CREDENTIALS, NOW - 16 * MINUTE), 'AccessDenied'],
    ['in 16 minutes', signed3(invoke, CREDENTIALS, NOW + 16 * MINUTE), 'AccessDenied'],
    ['another secret', signed3(invoke, other), 'SignatureNotMatch'],
    ['another key', signed3(invoke, { ...CREDENTIALS, accessKeyId: 'other' }), 'InvalidAccessKeyID'],
    ['an unknown token', signed3(invoke, { ...CREDENTIALS, securityToken: 't' }), 'AccessDenied'],
    ['a changed type', changed(good, { 'content-type': 'text/html' }), 'SignatureNotMatch'],
    ['a changed date', changed(good, { 'x-acs-date': '2026-11-28T03:04:06Z' }), 'SignatureNotMatch'],
    ['a changed hash', changed(good, { 'x-acs-content-sha256': '00' }), 'SignatureNotMatch'],
    ['no hash', changed(good, { 'x-acs-content-sha256': undefined }), 'MissingRequiredHeader'],
    ['a changed host', changed(good, { host: 'other:9001' }), 'SignatureNotMatch'],
    ['another scheme', changed(good, { authorization: 'Bearer autoalias' }), 'InvalidArgument'],
    ['the scheme of 2.0', changed(good, { authorization: `FC autoalias:${'A'.repeat(43)}=` }), 'InvalidArgument'],
  ])('refuses %s: %3$s', (_, request, code) => {
    expect(() => check(request, target, CREDENTIALS, 'event')).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ['another path', target.replace('/f/', '/g/'), 'event'],
    ['another query', target.replace('LATEST', '1'), 'event'],
    ['a further parameter', `${target}&y=1`, 'event'],
    ['another body', target, 'other'],
  ])('refuses %s', (_, sent, body) => {
    expect(() => check(good, sent, CREDENTIALS, body)).toThrow(expect.objectContaining({ code: 'SignatureNotMatch' }));
  });

  test.each(['host', 'x-acs-date', 'x-acs-content-sha256'])('refuses a signature that does not cover %s', (left) => {
    const request = readFcRequest(good, target, true);
    const signedHeaders = ['host', 'x-acs-content-sha256', 'x-acs-date'].filter((name) => name !== left);
    const payloadHash = request.headers['x-acs-content-sha256'] ?? '';
    const signature = acs3Signature({ ...request, signedHeaders, payloadHash }, CREDENTIALS.accessKeySecret);
    const authorization = `ACS3-HMAC-SHA256 Credential=autoalias,SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`;
    expect(() => check(changed(good, { authorization }), target, CREDENTIALS, 'event')).toThrow(
      expect.objectContaining({ code: 'SignatureNotMatch' }),
    );
  });
});

describe('2.0', () => {
  const target = '/2016-08-15/services/s.LATEST/functions/f/invocations?ignored=1';
  const date = (at: number): string => new Date(at).toUTCString();

  function sign(changes: Readonly<Record<string, string>> = {}, secret = CREDENTIALS.accessKeySecret): Sent {
    const headers = { date: date(NOW), 'content-type': 'application/json', 'x-fc-account-id': '1', ...changes };
    const [path = ''] = target.split('?');
    const signature = fcSignature({ method: 'POST', path, headers }, secret);
    return { method: 'POST', target, headers: { ...headers, authorization: `FC autoalias:${signature}` } };
  }

  function verify(sent: Sent): void {
    authenticate(parsed(sent), { credentials: CREDENTIALS, now: NOW })('any body');
  }

  test.each<[name: string, sent: Sent]>([
    ['a signature of now', sign()],
    ['14 minutes ago', sign({ date: date(NOW - 14 * MINUTE) })],
    ['a header that is not signed', { ...sign(), headers: { ...sign().headers, accept: '*/*' } }],
  ])('accepts %s', (_, sent) => {
    expect(() => verify(sent)).not.toThrow();
  });

  const good = sign();
  const withHeaders = (changes: Readonly<Record<string, string>>): Sent => ({
    ...good,
    headers: { ...good.headers, ...changes },
  });
  const without = (name: string): Sent => ({
    ...good,
    headers: Object.fromEntries(Object.entries(good.headers ?? {}).filter(([other]) => other !== name)),
  });
  test.each<[name: string, sent: Sent, code: string]>([
    ['no signature', without('authorization'), 'MissingRequiredHeader'],
    ['no date', without('date'), 'MissingRequiredHeader'],
    ['16 minutes ago', sign({ date: date(NOW - 16 * MINUTE) }), 'AccessDenied'],
    ['in 16 minutes', sign({ date: date(NOW + 16 * MINUTE) }), 'AccessDenied'],
    ['a malformed date', sign({ date: 'today' }), 'InvalidArgument'],
    ['another secret', sign({}, 'other'), 'SignatureNotMatch'],
    ['another key', withHeaders({ authorization: `FC other:${'A'.repeat(43)}=` }), 'InvalidAccessKeyID'],
    ['a changed x-fc- header', withHeaders({ 'x-fc-account-id': '2' }), 'SignatureNotMatch'],
    ['a new x-fc- header', withHeaders({ 'x-fc-invocation-type': 'Async' }), 'SignatureNotMatch'],
    ['a changed date', withHeaders({ date: date(NOW + 1000) }), 'SignatureNotMatch'],
    ['another path', { ...good, target: target.replace('/f/', '/g/') }, 'SignatureNotMatch'],
    ['another method', { ...good, method: 'GET' }, 'SignatureNotMatch'],
    ['an unknown token', sign({ 'x-fc-security-token': 't' }), 'AccessDenied'],
    ['the scheme of 3.0', withHeaders({ authorization: 'ACS3-HMAC-SHA256 Credential=autoalias' }), 'InvalidArgument'],
  ])('refuses %s', (_, sent, code) => {
    expect(() => verify(sent)).toThrow(expect.objectContaining({ code }));
  });
});
