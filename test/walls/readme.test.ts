import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notEmulated } from '../../src/local/oss/not-emulated.ts';
import { parseRules } from '../../src/rules/parse-rules.ts';

const readme = readFileSync('README.md', 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

describe('the README', () => {
  test('lists what is not emulated as the list has it', () => {
    const rows = notEmulated.map(({ name, answer, instead }) => `| ${name} | ${answer} | ${instead} |`);
    expect(readme).toContain(['| what | answer | instead |', '|---|---|---|', ...rows, ''].join('\n'));
  });

  test('shows rules that are those of the functions', () => {
    const own = readFileSync('functions/autoalias.yaml', 'utf8').replace(/^[ \t]*#.*\n/gm, '');
    expect(blocks('yaml')[0]).toBe(own);
  });

  test.each(blocks('yaml').map((text, i) => [i + 1, text]))('rules file %i of it is right', (_, text) => {
    expect(() => parseRules(String(text), 'README.md')).not.toThrow();
  });

  test('shows the refusal that a misspelt group really gets', () => {
    const wrong = (blocks('yaml')[0] ?? '').replace('latest/{file}', 'latest/{fiel}');
    const shown = /^rules\.yaml:\d+.*$/m.exec(readme)?.[0] ?? '';
    expect(() => parseRules(wrong, 'rules.yaml')).toThrow(shown);
  });
});
