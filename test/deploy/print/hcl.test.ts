import { expect, test } from 'vitest';
import { commented } from '../../../src/deploy/print/document-value.ts';
import {
  escapeTemplate,
  HclExpression,
  jsonEncode,
  printHcl,
  withoutComments,
} from '../../../src/deploy/print/terraform/hcl.ts';
import { parseHcl } from '../vendor/parse-hcl.ts';

test('prints blocks as terraform fmt does', () => {
  const text = printHcl(
    [
      {
        comment: 'why',
        header: ['resource', 'a', 'b'],
        arguments: { name: 'x', count: new HclExpression('var.n'), tags: { k: true }, last: 1, left: undefined },
        blocks: [{ header: ['inner'], arguments: {} }],
      },
    ],
    'head',
  );
  expect(text).toBe(`# head

# why
resource "a" "b" {
  name  = "x"
  count = var.n
  tags = {
    k = true
  }
  last = 1

  inner {}
}
`);
});

test.each(['a "quoted" \\ text', 'two\nlines\tand\ra tab', '$' + '{var.x} %{if}', '$$' + '{x}', '目录 *?', ''])(
  '%j stays a text',
  async (literal) => {
    const text = printHcl([{ header: ['locals'], arguments: { x: escapeTemplate(literal) } }], 'head');
    const parsed = await parseHcl(text);
    // The parser returns templates as they are written, and other escapes as their characters.
    const unescaped = JSON.stringify(parsed).replaceAll(/([$%])\1(?=\{)/g, '$1');
    expect(JSON.parse(unescaped)).toEqual({ locals: [{ x: literal }] });
  },
);

test('a text that is only a reference is printed as one', () => {
  const reference = '$' + '{var.x}';
  expect(printHcl([{ header: ['locals'], arguments: { x: reference, y: `a${reference}` } }], 'h')).toContain(
    'x = var.x\n',
  );
});

test('jsonencode holds nested values', async () => {
  const value = jsonEncode({ a: ['b', { 'c:d': 1 }], e: withoutComments(commented('why', { f: [true] })) });
  const text = printHcl([{ header: ['locals'], arguments: { x: value } }], 'head');
  expect(text).toContain('"c:d" = 1');
  await expect(parseHcl(text)).resolves.toEqual({ locals: [{ x: expect.stringMatching(/^\$\{jsonencode\(/) }] });
});
