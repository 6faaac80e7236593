import { expect, test } from 'vitest';
import { refuseConditions } from '../../../src/local/oss/refuse-conditions.ts';

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
