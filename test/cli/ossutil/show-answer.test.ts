import { describe, expect, test } from 'vitest';
import { type AnswerFormat, showAnswer } from '../../../src/cli/ossutil/show-answer.ts';

const answer = {
  response: {
    status: 200,
    body: '',
    headers: { etag: '"AB"', 'x-oss-symlink-target': 'a%20b', 'x-oss-meta-a': '<1>' },
  },
  json: { target: 'a b' },
  rows: [
    ['target', 'a b'],
    ['ETag', 'A\u001bB'],
  ],
  least: 'a b',
} as const;

function show(showing: AnswerFormat) {
  return showAnswer(answer, showing).lines.join('\n');
}

describe('one response in each format', () => {
  test.each<[what: string, showing: AnswerFormat, text: string]>([
    ['for people', {}, 'target  a b\nETag    A\\x1bB'],
    ['quiet', { quiet: true }, 'a b'],
    ['raw', { format: 'raw' }, 'Etag: "AB"\nX-Oss-Meta-A: <1>\nX-Oss-Symlink-Target: a%20b'],
    [
      'json',
      { format: 'json', quiet: true },
      '{\n  "Header": {\n    "Etag": [\n      "\\"AB\\""\n    ],\n    "X-Oss-Meta-A": [\n      "<1>"\n    ],\n    "X-Oss-Symlink-Target": [\n      "a%20b"\n    ]\n  }\n}',
    ],
    [
      'yaml',
      { format: 'yaml' },
      'Header:\n  Etag:\n    - \'"AB"\'\n  X-Oss-Meta-A:\n    - <1>\n  X-Oss-Symlink-Target:\n    - a%20b',
    ],
    [
      'xml',
      { format: 'xml' },
      '<?xml version="1.0" encoding="UTF-8"?>\n<root><Header><Etag>"AB"</Etag><X-Oss-Meta-A>&lt;1&gt;</X-Oss-Meta-A><X-Oss-Symlink-Target>a%20b</X-Oss-Symlink-Target></Header></root>',
    ],
  ])('%s', (_, showing, text) => {
    expect(show(showing)).toBe(text);
  });
});
