import { expect, test } from 'vitest';
import { owner } from '../../../../src/local/oss/answer/owner.ts';
import { writeXml } from '../../../../src/oss-wire/write-xml.ts';

test('has the digits of an account id, twice, as OSS shows it', () => {
  expect(writeXml('A', [owner])).toMatch(/<A><Owner><ID>(\d{16})<\/ID><DisplayName>\1<\/DisplayName><\/Owner><\/A>$/);
});
