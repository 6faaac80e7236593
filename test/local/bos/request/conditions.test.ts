import { describe, expect, test } from 'vitest';
import { checkWriteConditions, evaluateConditions } from '../../../../src/local/bos/request/conditions.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';
import { openBosRig, outcome } from '../bos-rig.ts';

const state = { etag: 'ABC', lastModified: Date.UTC(2025, 0, 1) };
const BEFORE = 'Tue, 29 Dec 2020 10:14:38 GMT';
const AFTER = 'Tue, 29 Dec 2099 10:14:38 GMT';

describe('reads, as the tests of bce-sdk-python expect', () => {
  test.each([
    [{}, 'proceed'],
    [{ 'if-match': 'abc' }, 'proceed'],
    [{ 'if-match': '"abc"' }, 'proceed'],
    [{ 'if-match': '*' }, 'proceed'],
    [{ 'if-match': 'abcinvalid' }, 'failed'],
    [{ 'if-unmodified-since': AFTER }, 'proceed'],
    [{ 'if-unmodified-since': BEFORE }, 'failed'],
    [{ 'if-none-match': 'abcinvalid' }, 'proceed'],
    [{ 'if-none-match': 'abc' }, 'not-modified'],
    [{ 'if-modified-since': BEFORE }, 'proceed'],
    [{ 'if-modified-since': AFTER }, 'not-modified'],
    [{ 'if-modified-since': 'yesterday' }, 'proceed'],
    // Each condition counts.
    [{ 'if-none-match': 'abcinvalid', 'if-modified-since': BEFORE }, 'proceed'],
    [{ 'if-none-match': 'abcinvalid', 'if-modified-since': AFTER }, 'not-modified'],
    [{ 'if-none-match': 'abc', 'if-modified-since': AFTER }, 'not-modified'],
    [{ 'if-match': 'abc', 'if-unmodified-since': AFTER }, 'proceed'],
    [{ 'if-match': 'abc', 'if-unmodified-since': BEFORE }, 'failed'],
    [{ 'if-match': 'abcinvalid', 'if-unmodified-since': BEFORE }, 'failed'],
    // If-None-Match counts before If-Unmodified-Since, and that before If-Modified-Since.
    [{ 'if-match': 'abc', 'if-unmodified-since': BEFORE, 'if-none-match': 'abc' }, 'not-modified'],
    [{ 'if-match': '', 'if-unmodified-since': BEFORE, 'if-none-match': 'no', 'if-modified-since': AFTER }, 'failed'],
  ])('%j: %s', (sent, expected) => {
    expect(evaluateConditions(sent, state).outcome).toBe(expected);
  });

  test('over the wire', async () => {
    const rig = await openBosRig();
    await rig.put('k', 'hello');
    const ask = async (headers: Readonly<Record<string, string>>) => outcome(await rig.ask('k', [], { headers }));
    expect(await ask({ 'if-none-match': '*' })).toBe('304');
    expect(await ask({ 'if-match': '"no"' })).toBe('412 PreconditionFailed');
    await rig.close();
  });
});

describe('PutObject', () => {
  function write(headers: Readonly<Record<string, string>>, current: typeof state | undefined): string {
    try {
      checkWriteConditions(ossCall({ headers }), current);
      return 'written';
    } catch (fault) {
      return fault instanceof Error && 'status' in fault ? String(fault.status) : String(fault);
    }
  }

  test.each([
    [{}, 'written', 'written'],
    [{ 'if-none-match': '*' }, '412', 'written'],
    [{ 'if-none-match': '"ABC"' }, '412', 'written'],
    [{ 'if-none-match': '"other"' }, 'written', 'written'],
    [{ 'if-match': '"abc"' }, 'written', '412'],
    [{ 'if-match': '*' }, 'written', '412'],
    [{ 'if-match': '"other"' }, '412', '412'],
    [{ 'if-unmodified-since': AFTER }, 'written', 'written'],
    [{ 'if-unmodified-since': BEFORE }, '412', 'written'],
    [{ 'if-match': 'abc', 'if-none-match': 'abc' }, '412', '412'],
    [{ 'if-match': '', 'if-none-match': '' }, 'written', 'written'],
  ])('%j: over the object %s, without an object %s', (headers, over, without) => {
    expect([write(headers, state), write(headers, undefined)]).toEqual([over, without]);
  });
});
