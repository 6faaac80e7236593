import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHECKS } from '../../../src/rules/lint/checks.ts';
import { lintRules } from '../../../src/rules/lint/lint-rules.ts';

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const rules = blocks.filter((text) => text.startsWith('version: 1'));

/**
 * What the rules of the README are told, and why that is right: in these layouts the date or the version stands before the
 * file, as people have it, so the candidates of one alias lie all over the prefix. It is a price that one should know of,
 * and no mistake.
 */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  nightly: ['note listing'],
  docs: ['note listing'],
};

test('the README has rules', () => {
  expect(rules.length).toBeGreaterThan(1);
});

test.each(rules.map((text, i) => [i + 1, text] as const))(
  'rules file %i of the README is told nothing new',
  (_, text) => {
    const found: Record<string, string[]> = {};
    for (const { rule, severity, code } of lintRules(text, 'README.md')) {
      found[rule] = [...(found[rule] ?? []), `${severity} ${code}`];
    }
    const names = [...text.matchAll(/- name: (\S+)/g)].map(([, name = '']) => name);
    expect(found).toEqual(Object.fromEntries(Object.entries(KNOWN).filter(([name]) => names.includes(name))));
  },
);

test('the rules of the functions are told nothing', () => {
  expect(lintRules(readFileSync('functions/autoalias.yaml', 'utf8'), 'functions/autoalias.yaml')).toEqual([]);
});

test('every check has a name of its own', () => {
  expect(new Set(Object.values(CHECKS)).size).toBe(Object.keys(CHECKS).length);
});
