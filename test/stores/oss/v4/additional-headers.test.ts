import { expect, test } from 'vitest';
import { additionalHeaders } from '../../../../src/stores/oss/v4/additional-headers.ts';

const headers = { ZAbc: 'v', abc: 'v', Host: 'h', 'x-oss-head1': 'v', 'Content-Type': 't' };

test.each([
  ['none wanted', [], []],
  ['lower case, sorted, once', ['zabc', 'HOST', 'abc', 'Abc'], ['abc', 'host', 'zabc']],
  ['not those that are not sent', ['nope', 'abc'], ['abc']],
  ['not those that are signed anyway', ['x-oss-head1', 'content-type', 'abc'], ['abc']],
])('%s', (_, wanted, names) => {
  expect(additionalHeaders(headers, wanted)).toEqual(names);
});
