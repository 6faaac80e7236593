import { describe, expect, test } from 'vitest';
import { preconditions, refuseConditions } from '../../../../src/local/oss/request/preconditions.ts';

const at = Date.UTC(2025, 0, 1);
const same = 'Wed, 01 Jan 2025 00:00:00 GMT';
const before = 'Tue, 31 Dec 2024 23:59:59 GMT';
const after = 'Wed, 01 Jan 2025 00:00:01 GMT';

test.each([
  [{}, 'proceed'],
  [{ 'if-match': '"AB"' }, 'proceed'],
  [{ 'if-match': 'ab' }, 'proceed'],
  [{ 'if-match': '"XX", W/"AB"' }, 'proceed'],
  [{ 'if-match': '*' }, 'proceed'],
  [{ 'if-match': '"XX"' }, 'failed If-Match'],
  [{ 'if-none-match': '"XX"' }, 'proceed'],
  [{ 'if-none-match': '"AB"' }, 'not-modified'],
  [{ 'if-none-match': '*' }, 'not-modified'],
  [{ 'if-modified-since': before }, 'proceed'],
  [{ 'if-modified-since': same }, 'not-modified'],
  [{ 'if-modified-since': after }, 'not-modified'],
  [{ 'if-modified-since': 'nonsense' }, 'proceed'],
  [{ 'if-unmodified-since': before }, 'failed If-Unmodified-Since'],
  [{ 'if-unmodified-since': same }, 'proceed'],
  [{ 'if-unmodified-since': 'nonsense' }, 'proceed'],
  // An ETag stands in for the date of its kind.
  [{ 'if-match': '"AB"', 'if-unmodified-since': before }, 'proceed'],
  [{ 'if-none-match': '"XX"', 'if-modified-since': same }, 'proceed'],
  [{ 'if-match': '"AB"', 'if-none-match': '"AB"' }, 'not-modified'],
])('%j: %s', (sent, expected) => {
  const decided = preconditions(sent, { etag: 'AB', lastModified: at });
  expect(decided.outcome === 'failed' ? `failed ${decided.condition}` : decided.outcome).toBe(expected);
});

describe('refuse conditions', () => {
  test.each([{}, { 'x-oss-copy-source-if-match': 'AB' }, { 'x-oss-forbid-overwrite': 'true' }])(
    '%j passes',
    (headers) => {
      expect(() => refuseConditions(headers)).not.toThrow();
    },
  );

  test.each(['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'])('%s does not', (name) => {
    expect(() => refuseConditions({ [name]: '*' })).toThrow(
      'A header you provided implies functionality that is not implemented.',
    );
  });
});
