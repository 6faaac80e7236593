import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeNewFile } from '../../../src/cli/init/write-new-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-write-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function refused(message: string) {
  return expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(message) });
}

test('a new file, and no other file', () => {
  writeNewFile(join(dir, 'a'), 'text', false);
  expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('text');
  expect(readdirSync(dir)).toEqual(['a']);
});

test('with force over what is there', () => {
  writeFileSync(join(dir, 'a'), 'old');
  writeNewFile(join(dir, 'a'), 'new', true);
  expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('new');
  expect(readdirSync(dir)).toEqual(['a']);
});

describe('what is there stays', () => {
  test('a file', () => {
    writeFileSync(join(dir, 'a'), 'old');
    expect(() => writeNewFile(join(dir, 'a'), 'new', false)).toThrow(refused('already exists, and is not changed'));
    expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(dir)).toEqual(['a']);
  });

  test('a link that leads nowhere', () => {
    symlinkSync(join(dir, 'nowhere'), join(dir, 'a'));
    expect(() => writeNewFile(join(dir, 'a'), 'new', false)).toThrow(refused('already exists'));
    expect(existsSync(join(dir, 'nowhere'))).toBe(false);
  });

  test('a folder, with force too', () => {
    mkdirSync(join(dir, 'a'));
    expect(() => writeNewFile(join(dir, 'a'), 'new', true)).toThrow(refused('a is not a file, and is not replaced'));
    expect(readdirSync(dir)).toEqual(['a']);
  });

  test('a device, with force too', () => {
    symlinkSync('/dev/null', join(dir, 'a'));
    expect(() => writeNewFile(join(dir, 'a'), 'new', true)).toThrow(refused('a is not a file, and is not replaced'));
    expect(lstatSync(join(dir, 'a')).isSymbolicLink()).toBe(true);
    expect(readdirSync(dir)).toEqual(['a']);
  });
});

describe('on a file system without hard links', () => {
  const noLinks = (): never => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  };

  test('a new file, and no other file', () => {
    writeNewFile(join(dir, 'a'), 'text', false, noLinks);
    expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('text');
    expect(readdirSync(dir)).toEqual(['a']);
  });

  test('a file that another process writes meanwhile stays', () => {
    const meanwhile = (): never => {
      writeFileSync(join(dir, 'a'), 'other');
      return noLinks();
    };
    expect(() => writeNewFile(join(dir, 'a'), 'text', false, meanwhile)).toThrow(refused('cannot be written: EEXIST'));
    expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('other');
    expect(readdirSync(dir)).toEqual(['a']);
  });
});

test('a missing folder', () => {
  expect(() => writeNewFile(join(dir, 'no', 'a'), 'new', false)).toThrow(
    refused('cannot be written: there is no folder '),
  );
});
