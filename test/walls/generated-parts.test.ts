import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generatedParts, withPart } from '../docs/generated.ts';

test.each(generatedParts())('$document has the generated part "$name"; npm run docs writes it', (part) => {
  const document = readFileSync(part.document, 'utf8');
  expect(document).toBe(withPart(document, part));
});

test('a part replaces the former one, and nothing else', () => {
  const part = { document: 'x.md', name: 'a', text: 'new' };
  const document = 'before\n<!-- generated: a -->\nold\n<!-- end of a -->\nafter\n';
  expect(withPart(document, part)).toBe('before\n<!-- generated: a -->\n\nnew\n\n<!-- end of a -->\nafter\n');
  expect(() => withPart('nothing', part)).toThrow('x.md has no place for "a"');
});
