import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from '../../../src/local/data/log-file.ts';

let dir: string;
const troubles: unknown[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'log-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
  expect(troubles.splice(0)).toEqual([]);
});

async function write(lines: readonly string[], limit?: number): Promise<void> {
  const log = openLogFile(join(dir, 'log', 'f.log'), (error) => troubles.push(error), limit);
  for (const line of lines) log.write(line);
  await log.close();
}

function text(name: string): Promise<string> {
  return readFile(join(dir, 'log', name), 'utf8');
}

describe('openLogFile', () => {
  it('creates the file before the first line', async () => {
    const log = openLogFile(join(dir, 'log', 'f.log'), (error) => troubles.push(error));
    expect(await text('f.log')).toBe('');
    await log.close();
  });

  it.skipIf(process.platform === 'win32')('keeps it from other users, the next file too', async () => {
    for (const line of ['12345678', '90123456']) await write([line], 5);
    const modes = await Promise.all(['', 'f.log', 'f.log.1'].map((name) => stat(join(dir, 'log', name))));
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '600', '600']);
  });

  it('appends, over restarts', async () => {
    await write(['one', 'two']);
    await write(['three']);
    expect(await text('f.log')).toBe('one\ntwo\nthree\n');
  });

  it('keeps one old file when it is full, and goes on', async () => {
    await write(['1234'], 10);
    await write(['5678'], 10);
    expect(await readdir(join(dir, 'log'))).toEqual(['f.log']);
    await write(['9012'], 10);
    expect(await text('f.log.1')).toBe('1234\n5678\n');
    expect(await text('f.log')).toBe('9012\n');
    await write(['long as a whole sentence'], 10);
    await write(['7890'], 10);
    expect(await text('f.log.1')).toBe('9012\nlong as a whole sentence\n');
    expect(await text('f.log')).toBe('7890\n');
    expect((await readdir(join(dir, 'log'))).sort()).toEqual(['f.log', 'f.log.1']);
  });

  it('starts a new file while it runs', async () => {
    const log = openLogFile(join(dir, 'log', 'f.log'), (error) => troubles.push(error), 10);
    log.write('full already');
    await expect.poll(() => text('f.log')).toBe('full already\n');
    log.write('next');
    await log.close();
    expect(await text('f.log.1')).toBe('full already\n');
    expect(await text('f.log')).toBe('next\n');
  });

  it('continues once it can write again, and reports trouble once', async () => {
    const log = openLogFile(join(dir, 'log', 'f.log'), (error) => troubles.push(error), 10);
    await rm(join(dir, 'log'), { recursive: true });
    await writeFile(join(dir, 'log'), 'in the way');
    for (const line of ['12345678', 'lost', 'lost too']) {
      log.write(line);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    expect(troubles.splice(0)).toEqual([expect.objectContaining({ code: 'ENOTDIR' })]);
    await rm(join(dir, 'log'));
    log.write('here');
    await log.close();
    expect(await readdir(join(dir, 'log'))).toEqual(['f.log']);
    expect(await text('f.log')).toBe('here\n');
    expect(troubles.splice(0)).toEqual([]);
  });
});
