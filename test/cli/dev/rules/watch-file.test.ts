import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { watchFile } from '../../../../src/cli/dev/rules/watch-file.ts';

let dir: string;
let file: string;
let changes = 0;
let stop = (): void => {};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watch-'));
  file = join(dir, 'rules.yaml');
  writeFileSync(file, '1');
  changes = 0;
});
afterEach(() => {
  stop();
  rmSync(dir, { recursive: true, force: true });
});

function start(path = file): void {
  stop = watchFile(path, () => changes++, { settle: 5, poll: 50 });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function pause(milliseconds: number) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('reports', () => {
  test.each<[what: string, change: () => void]>([
    ['a write', () => writeFileSync(file, 'longer')],
    [
      'a file that is renamed to it',
      () => {
        writeFileSync(`${file}.new`, 'longer');
        renameSync(`${file}.new`, file);
      },
    ],
    ['its removal', () => rmSync(file)],
    [
      'removal and return',
      () => {
        rmSync(file);
        writeFileSync(file, 'longer');
      },
    ],
  ])('%s, and what follows', async (_, change) => {
    start();
    change();
    await until(() => changes > 0);
    const before = changes;
    writeFileSync(file, 'longer still');
    await until(() => changes > before);
  });

  test('a file that did not exist', async () => {
    rmSync(file);
    start();
    writeFileSync(file, 'new');
    await until(() => changes > 0);
  });

  test('another target of a link, which the directory of the link does not show', async () => {
    const [link, other] = [join(dir, 'link', 'rules.yaml'), join(dir, 'other')];
    mkdirSync(join(dir, 'link'));
    symlinkSync(file, link);
    start(link);
    writeFileSync(other, 'longer');
    renameSync(other, file);
    await until(() => changes > 0);
  });

  test('a file whose directory comes later', async () => {
    const path = join(dir, 'later', 'rules.yaml');
    start(path);
    mkdirSync(join(dir, 'later'));
    writeFileSync(path, 'new');
    await until(() => changes > 0);
  });
});

test('many writes in a row are reported after the last of them', async () => {
  stop = watchFile(file, () => changes++, { settle: 300, poll: 10_000 });
  for (let i = 0; i < 20; i++) writeFileSync(file, String(i));
  await until(() => changes > 0);
  await pause(50);
  expect(changes).toBe(1);
});

test('reports nothing for other files, and nothing after its end', async () => {
  start();
  writeFileSync(join(dir, 'other.yaml'), '1');
  await pause(100);
  stop();
  writeFileSync(file, 'longer');
  await pause(100);
  expect(changes).toBe(0);
});

test('leaves no watcher behind', async () => {
  const held = () => process.getActiveResourcesInfo().filter((name) => /FSEvent|StatWatcher|FSWatch/i.test(name));
  const before = held().length;
  for (let i = 0; i < 50; i++) watchFile(file, () => changes++)();
  await pause(20);
  expect(held()).toHaveLength(before);
});
