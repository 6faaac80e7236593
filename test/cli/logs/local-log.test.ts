import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localLog } from '../../../src/cli/logs/local-log.ts';
import type { LoggedDecision } from '../../../src/cli/logs/logged-decision.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-log-'));
  file = join(folder, 'functions.log');
});
afterEach(() => rm(folder, { recursive: true }));

/** A line of the second `second`, as the local cloud writes it. */
function line(second: number, alias: string): string {
  return `2026-11-28T03:00:0${second}.000Z object-events r ${JSON.stringify({ action: 'pointed', alias })}\n`;
}

const OTHER = '2026-11-28T03:00:00.000Z object-events r FC Invoke Start RequestId: r\n';

function at(second: number): number {
  return Date.UTC(2026, 10, 28, 3, 0, second);
}

async function collect(
  decisions: AsyncIterable<LoggedDecision>,
  view: (decision: LoggedDecision) => unknown = ({ entry }) => entry.alias,
): Promise<unknown[]> {
  const views: unknown[] = [];
  for await (const decision of decisions) views.push(view(decision));
  return views;
}

test('reads the older file first, and only the decisions of the period', async () => {
  await writeFile(`${file}.1`, line(1, 'a') + line(2, 'b'));
  await writeFile(file, OTHER + line(3, 'c') + line(4, 'd'));
  expect(await collect(localLog(file).read(at(2), at(4)))).toEqual(['b', 'c']);
  const [third] = await collect(localLog(file).read(at(3), at(4)), (decision) => decision);
  expect(third).toEqual({ time: at(3), functionName: 'object-events', entry: { action: 'pointed', alias: 'c' } });
});

test('a missing log says how to get one', async () => {
  await expect(collect(localLog(file).read(0, at(9)))).rejects.toThrow(/no log of a local cloud at .*autoalias dev/);
});

test('follows the file while it grows and when it is replaced, and ends with the signal', async () => {
  await writeFile(`${file}.1`, line(1, 'old'));
  await writeFile(file, line(1, 'a') + line(2, 'b'));
  const stop = new AbortController();
  const steps = [
    async () => appendFile(file, line(3, 'c').slice(0, 40)),
    async () => appendFile(file, line(3, 'c').slice(40)),
    async () => {
      await appendFile(file, line(4, 'd'));
      await rename(file, `${file}.1`);
      await writeFile(file, line(5, 'e'));
    },
    async () => stop.abort(),
  ];
  const aliases: unknown[] = [];
  for await (const batch of localLog(file, 1).follow(at(1), stop.signal)) {
    aliases.push(...batch.map(({ entry }) => entry.alias));
    if (batch.length === 0) await steps.shift()?.();
  }
  expect(aliases).toEqual(['old', 'a', 'b', 'c', 'd', 'e']);
});
