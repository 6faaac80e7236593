import { expect, test } from 'vitest';
import { noticeUnserved } from '../../../src/local/cloud/unserved-buckets.ts';

function noticesOf(...entries: readonly [operation: string, status: number, bucket?: string][]): readonly string[] {
  const notices: string[] = [];
  const look = noticeUnserved(['demo', 'more'], (text) => notices.push(text));
  for (const [operation, status, bucket] of entries) {
    look({ operation, status, ...(bucket === undefined ? {} : { bucket }) });
  }
  return notices;
}

const NOTICE =
  'uploads to the bucket other move no aliases, since it is not served; serve it with --buckets demo,more,other';

test.each<[operation: string, status: number, bucket: string]>([
  ['PutObject', 200, 'other'],
  ['CopyObject', 200, 'other'],
])('%s with %i to %s is noticed', (...entry) => {
  expect(noticesOf(entry)).toEqual([NOTICE]);
});

test.each<[operation: string, status: number, bucket?: string]>([
  ['PutObject', 200, 'demo'],
  ['PutObject', 200, 'more'],
  ['PutObject', 403, 'other'],
  ['PutObject', 404, 'other'],
  ['GetObject', 200, 'other'],
  ['PutBucket', 200, 'other'],
  ['unknown', 400],
])('%s with %i to %s is not', (...entry) => {
  expect(noticesOf(entry)).toEqual([]);
});

test('each bucket is named once', () => {
  const upload = (bucket: string): [string, number, string] => ['PutObject', 200, bucket];
  const notices = noticesOf(upload('other'), upload('third'), upload('other'), upload('third'));
  expect(notices.map((text) => /bucket (\S+)/.exec(text)?.[1])).toEqual(['other', 'third']);
});
