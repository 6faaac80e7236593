import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notEmulated } from '../../src/local/oss/answer/not-emulated.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../src/rules/match/match-key.ts';

const readme = readFileSync('README.md', 'utf8');

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
}

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

  const aliasesOf = (key: string): readonly string[] =>
    blocks('yaml')
      .slice(1)
      .flatMap((text) => matchKey(parseRules(text, 'README.md'), key).matches.map(({ alias }) => alias));

  test.each([
    ['nightly/2026-11-20/a.tgz', ['nightly/latest/a.tgz', 'nightly/2026-11/a.tgz']],
    ['pypi/foo/foo-1.10.tar.gz', ['pypi/foo/foo-latest.tar.gz']],
    [
      'maven/com/example/app/1.10.0/app-1.10.0.jar',
      ['maven/com/example/app/RELEASE/app.jar', 'maven/com/example/app/LATEST/app.jar'],
    ],
    ['maven/com/example/app/2.0-SNAPSHOT/app-2.0-20261120.1-1.jar', ['maven/com/example/app/LATEST/app.jar']],
    ['models/x/2026-11-20/weights.bin', ['models/x/current/weights.bin', 'models/x/stable/weights.bin']],
    ['models/x/2026-11-20/_SUCCESS', ['models/x/current/_SUCCESS', 'models/x/stable/_SUCCESS']],
    ['docs/2.1.0/guide/start.html', ['docs/latest/guide/start.html', 'docs/v2/guide/start.html']],
    ['uploads/cam1/20261120.jpg', ['newest/cam1.jpg']],
  ])('shows rules for common cases: %s feeds %j', (key, aliases) => {
    expect(aliasesOf(key)).toEqual(aliases);
  });

  test.each([
    ['nightly/latest/a.tgz'],
    ['nightly/2026-11/a.tgz'],
    ['pypi/foo/foo-latest.tar.gz'],
    ['pypi/foo/foo-1.0rc1.tar.gz'],
    ['maven/com/example/app/1.10.0/app-1.10.0.pom'],
    ['maven/com/example/app/1.10.0/app-1.10.0-sources.jar'],
    ['maven/com/example/app/RELEASE/app.jar'],
    ['models/x/draft/weights.bin'],
    ['models/x/current/weights.bin'],
    ['docs/v2/guide/start.html'],
    ['newest/cam1.jpg'],
  ])('and %s feeds none', (key) => {
    expect(aliasesOf(key)).toEqual([]);
  });
});
