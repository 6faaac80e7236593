import { describe, expect, test } from 'vitest';
import { AutoaliasError } from '../../../../src/autoalias-error.ts';
import { createRulesReloader } from '../../../../src/cli/dev/rules/reload-rules.ts';

function rules(alias: string): string {
  return `version: 1\nrules: [{ name: r, match: { regex: '^x/(?<v>\\d+)$' }, order: { by: number, on: v }, aliases: ['${alias}'] }]\n`;
}

const [A, B] = [rules('a'), rules('b')];
const BROKEN = 'version: 2\nrules: []\n';
const STAYS = '\nThe rules of r.yaml cannot be used, so the former ones stay in force. Fix the file: it is read again';

function open(use: () => void = () => {}) {
  const events: string[] = [];
  let text: string | undefined = A;
  const reloader = createRulesReloader({
    file: 'r.yaml',
    text: A,
    read: () => {
      if (text === undefined)
        throw new AutoaliasError('config-invalid', 'r.yaml cannot be read: there is no such file');
      return text;
    },
    use: (_, ruleSet) => {
      use();
      events.push(`use ${ruleSet.rules[0]?.templates[0]?.text}`);
    },
    say: (line) => events.push(line),
    warn: (line) => events.push(`! ${line}`),
  });
  const show = (next: string | undefined) => {
    text = next;
    reloader.look();
  };
  return { events, show };
}

const PROBLEM = '! r.yaml:1:10: version: must be 1';

describe('what a change of the file does', () => {
  test.each<[what: string, texts: readonly (string | undefined)[], events: readonly (string | RegExp)[]]>([
    ['nothing where the text is the same', [A, A], []],
    ['other rules are put in force', [B, B], ['use b']],
    ['and back', [B, A], ['use b', 'use a']],
    ['rules that cannot be used are reported once', [BROKEN, BROKEN], [new RegExp(`^${PROBLEM}(?:.|\n)*${STAYS}$`)]],
    ['a file that is gone too', [undefined, undefined], [`! r.yaml cannot be read: there is no such file${STAYS}`]],
    ['fixed with other rules', [BROKEN, B], [new RegExp(`^${PROBLEM}`), 'r.yaml is right again', 'use b']],
    [
      'fixed with the same rules',
      [BROKEN, A],
      [new RegExp(`^${PROBLEM}`), 'r.yaml is right again. It is as it was, so nothing changes'],
    ],
    ['broken in another way', [BROKEN, undefined], [new RegExp(`^${PROBLEM}`), /^! r\.yaml cannot be read/]],
  ])('%s', (_, texts, expected) => {
    const { events, show } = open();
    for (const text of texts) show(text);
    expect(events).toEqual(expected.map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one)));
  });
});

test('rules that could not be put in force are tried again', () => {
  let isFull = true;
  const { events, show } = open(() => {
    if (isFull) throw new Error('no space left on device');
  });
  show(B);
  expect(events).toEqual([`! Error: no space left on device${STAYS}`]);
  isFull = false;
  show(B);
  expect(events.slice(1)).toEqual(['r.yaml is right again', 'use b']);
});

test('a problem that quotes the file cannot drive the terminal', () => {
  const { events, show } = open();
  show(`version: "\u001b[2J\u202e"\nrules: []\n`);
  expect([...events.join('')].filter((character) => '\u001b\u202e'.includes(character))).toEqual([]);
});
