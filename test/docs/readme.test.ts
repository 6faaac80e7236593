import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDocument } from './blocks/markdown.ts';
import { commandHelp } from './generated/command-reference.ts';

const text = readFileSync('README.md', 'utf8');
const { blocks, links } = readDocument('README.md');

const WORDS = 700;

describe('the README', () => {
  test(`has at most ${WORDS} words`, () => {
    expect(text.split(/\s+/).filter((word) => word !== '').length).toBeLessThanOrEqual(WORDS);
  });

  test('shows the rules of the functions, in 10 lines', () => {
    const own = readFileSync('functions/autoalias.yaml', 'utf8').replace(/^[ \t]*#.*\n/gm, '');
    const shown = blocks.find(({ language }) => language === 'yaml')?.text;
    expect(shown).toBe(own);
    expect(own.trimEnd().split('\n')).toHaveLength(10);
  });

  test('shows a picture that works in light and dark mode', () => {
    const picture = links.find(({ text: target }) => target.endsWith('.svg'))?.text ?? '';
    expect(readFileSync(picture, 'utf8')).toContain('prefers-color-scheme: dark');
  });

  test('shows six commands, each of which exists', () => {
    const commands = [...text.matchAll(/^\| `npx autoalias (\w+)/gm)].flatMap(([, name]) => name ?? []);
    expect(commands).toHaveLength(6);
    expect(commands.filter((name) => commandHelp(name) === undefined)).toEqual([]);
  });

  test('says how to start and how to test', () => {
    expect(text).toContain('npm ci && npm start');
    expect(text).toContain('npm ci && npm test');
  });
});
