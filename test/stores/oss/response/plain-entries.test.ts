import { describe, expect, test } from 'vitest';
import { OBJECT_FORMS, plainEntries, VERSION_FORMS } from '../../../../src/stores/oss/response/plain-entries.ts';
import { readObjectsPage, readVersionsPage } from '../../../../src/stores/oss/response/read-listing.ts';
import { seededRandom } from '../../../rules/seeded-random.ts';
import { randomPage } from './random-page.ts';
import { referenceObjectsPage, referenceVersionsPage } from './reference-listing.ts';

function result<T>(read: (page: string) => T, page: string): T | 'refused' {
  try {
    return read(page);
  } catch {
    return 'refused';
  }
}

/** Reads many random pages by both readers. Returns how many were accepted, and how many without the parser. */
function compareReaders<T>(
  seed: number,
  make: (random: ReturnType<typeof seededRandom>) => string,
  read: (page: string) => T,
  reference: (page: string) => T,
  forms: typeof OBJECT_FORMS,
) {
  const random = seededRandom(seed);
  const counts = { accepted: 0, plain: 0, refused: 0 };
  for (let i = 0; i < 4000; i++) {
    const page = make(random);
    const expected = result(reference, page);
    expect(result(read, page), page).toEqual(expected);
    counts[expected === 'refused' ? 'refused' : 'accepted']++;
    if (expected !== 'refused' && plainEntries(page, forms) !== undefined) counts.plain++;
  }
  return counts;
}

describe('random pages are read as the parser reads them, or refused as it refuses them', () => {
  test('of objects', () => {
    const make = (random: ReturnType<typeof seededRandom>) => randomPage(random, 'ListBucketResult', ['Contents']);
    const counts = compareReaders(1, make, readObjectsPage, referenceObjectsPage, OBJECT_FORMS);
    expect(Math.min(counts.accepted, counts.plain, counts.refused)).toBeGreaterThan(500);
  });

  test('of versions', () => {
    const make = (random: ReturnType<typeof seededRandom>) =>
      randomPage(random, 'ListVersionsResult', ['Version', 'Version', 'DeleteMarker']);
    const counts = compareReaders(2, make, readVersionsPage, referenceVersionsPage, VERSION_FORMS);
    expect(Math.min(counts.accepted, counts.plain, counts.refused)).toBeGreaterThan(500);
  });
});

const CONTENTS =
  '<Contents><Key>a</Key><LastModified>t</LastModified><ETag>"e"</ETag><Type>Normal</Type><Size>1</Size></Contents>';

describe('which pages are left to the parser', () => {
  test.each([
    ['entries that follow each other', `<R>${CONTENTS}${CONTENTS}<Name>b</Name></R>`, 2],
    ['with white space', `<R>\n  ${CONTENTS}\n  ${CONTENTS}\n</R>`, 2],
  ])('not: %s', (_, page, count) => {
    expect(plainEntries(page, OBJECT_FORMS)?.entries).toHaveLength(count);
  });

  test.each([
    ['without entries', '<R></R>'],
    ['with entries that do not follow each other', `<R>${CONTENTS}<Name>b</Name>${CONTENTS}</R>`],
    ['with an entry of another form after the others', `<R>${CONTENTS}<Contents><Key>b</Key></Contents></R>`],
    ['with entries in a comment', `<R><!--${CONTENTS}--></R>`],
    ['with entries in CDATA', `<R><![CDATA[${CONTENTS}]]></R>`],
    ['with entries in another element', `<R><a>${CONTENTS}</a></R>`],
    ['that are truncated', `<R>${CONTENTS}`],
    ['that are only an entry', CONTENTS],
  ])('%s', (_, page) => {
    expect(plainEntries(page, OBJECT_FORMS)).toBeUndefined();
  });
});
