import { expect, test } from 'vitest';
import { type AttemptFailure, mayRetry, retryDelay } from '../../../src/stores/http/retry.ts';

function status(status: number, code?: string): AttemptFailure {
  return {
    kind: 'status',
    status,
    ...(code === undefined ? {} : { code }),
  };
}

function transport(code?: string): AttemptFailure {
  return { kind: 'transport', code };
}

test.each([
  status(500),
  status(502),
  status(503, 'TotalQpsLimitExceeded'),
  status(504),
  status(429),
  status(408),
  status(403, 'RequestTimeTooSkewed'),
  transport('ECONNREFUSED'),
  transport('ECONNRESET'),
  transport('EPIPE'),
  transport('ETIMEDOUT'),
  transport('EAI_AGAIN'),
  transport('UND_ERR_SOCKET'),
  transport('UND_ERR_CONNECT_TIMEOUT'),
  transport('UND_ERR_HEADERS_TIMEOUT'),
  transport('UND_ERR_BODY_TIMEOUT'),
])('sent again: %j', (failure) => {
  expect(mayRetry(failure)).toBe(true);
});

test.each([
  status(400, 'InvalidArgument'),
  status(401),
  status(403, 'AccessDenied'),
  status(403),
  status(404),
  status(409),
  status(412),
  status(501, 'NotImplemented'),
  transport(undefined),
  transport('CERT_HAS_EXPIRED'),
  transport('UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'),
  transport('UND_ERR_INVALID_ARG'),
])('not sent again: %j', (failure) => {
  expect(mayRetry(failure)).toBe(false);
});

function asked(askedDelay: number): AttemptFailure {
  return { kind: 'status', status: 503, askedDelay };
}

test.each([
  ['the first retry, at most 200 ms', 2, status(503), 1, 200],
  ['the second, at most 400 ms', 3, status(503), 1, 400],
  ['never more than 20 s', 12, status(503), 1, 20_000],
  ['anything below it: full jitter', 3, status(503), 0.25, 100],
  ['nothing at all too', 3, transport('ECONNRESET'), 0, 0],
  ['as long as OSS asks for', 2, asked(1500), 0.5, 1500],
  ['longer, if the dice say so', 3, asked(50), 1, 400],
  ['not longer than 20 s, whatever OSS asks for', 2, asked(3_600_000), 0.5, 20_000],
])('%s', (_, attempt, failure, dice, delay) => {
  expect(retryDelay(attempt, failure, () => dice)).toBe(delay);
});
