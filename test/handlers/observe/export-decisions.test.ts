import { expect, test } from 'vitest';
import type { LogEntry } from '../../../src/handlers/function/log.ts';
import { createDecisionExport, type TimedEntry } from '../../../src/handlers/observe/export-decisions.ts';

function setUp(send: () => Promise<void> = async () => {}, deadline = 10_000) {
  const sent: (readonly TimedEntry[])[] = [];
  const lines: LogEntry[] = [];
  let loads = 0;
  const exported = createDecisionExport({
    load: async () => {
      loads += 1;
      return {
        send: (entries) => {
          sent.push(entries);
          return send();
        },
      };
    },
    log: (entry) => lines.push(entry),
    now: () => 5,
    deadline,
  });
  return { exported, sent, lines, loads: () => loads };
}

test('what was logged is sent at a flush, and only once', async () => {
  const { exported, sent, lines, loads } = setUp();
  await exported.flush();
  expect(loads()).toBe(0);
  exported.log({ action: 'a' });
  exported.log({ action: 'b' });
  await exported.flush();
  exported.log({ action: 'c' });
  await exported.flush();
  await exported.flush();
  expect(sent.map((entries) => entries.map(({ time, entry }) => [time, entry.action]))).toEqual([
    [
      [5, 'a'],
      [5, 'b'],
    ],
    [[5, 'c']],
  ]);
  expect([loads(), lines]).toEqual([1, []]);
});

test.each<[what: string, send: () => Promise<void>, deadline: number, why: RegExp]>([
  ['fails', () => Promise.reject(new Error('refused')), 10_000, /could not be sent .*: refused$/],
  ['never answers', () => new Promise(() => {}), 1, /could not be sent .*: no answer within 1 ms$/],
])('a receiver that %s costs one warning, and no invocation', async (_, send, deadline, why) => {
  const { exported, lines } = setUp(send, deadline);
  for (const action of ['a', 'b']) {
    exported.log({ action });
    await exported.flush();
  }
  expect(lines).toEqual([{ level: 'warn', action: 'not-exported', why: expect.stringMatching(why) }]);
});

test('the lines of an invocation are bounded', async () => {
  const { exported, sent, lines } = setUp();
  for (let i = 0; i < 10_003; i++) exported.log({ action: 'pointed' });
  await exported.flush();
  expect(sent.map((entries) => entries.length)).toEqual([10_000]);
  expect(lines).toEqual([
    { level: 'warn', action: 'not-exported', why: expect.stringMatching(/more than 10000 lines; 3 of them/) },
  ]);
});
