import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockFlaw, type Surroundings } from './check-block.ts';
import { parseDocument } from './markdown.ts';
import { hasBash } from './missing-programs.ts';
import { openSession } from './session.ts';

const fence = '```';

function block(info: string, ...lines: readonly string[]): string {
  return [`${fence}${info}`, ...lines, fence, ''].join('\n');
}

const RULES = [
  'version: 1',
  'rules:',
  '  - name: app',
  "    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }",
  '    order: { by: semver, on: version }',
  "    aliases: ['releases/{app}/latest/{file}']",
];
const STACK = [
  'aliyun ros CreateStack --RegionId cn-hangzhou --StackName a --TemplateBody "$(cat template.yml)" \\',
  '  --Parameters.1.ParameterKey Bucket --Parameters.1.ParameterValue my-bucket \\',
  '  --Parameters.2.ParameterKey CodeBucket --Parameters.2.ParameterValue my-code',
];

function TOKEN(value: string): string {
  return `${STACK.join('\n')} --Parameters.3.ParameterKey Token --Parameters.3.ParameterValue ${value}`;
}

const LONG = '0123456789abcdef0123456789abcdef';

/** Checks the blocks in turn, as those of one document, and returns what is wrong with the last. */
async function lastFlaw(around: Surroundings, text: string): Promise<string | undefined> {
  const { blocks } = parseDocument('sample.md', text);
  let flaw: string | undefined;
  for (const one of blocks) flaw = await blockFlaw(one, around);
  return flaw;
}

describe.runIf(hasBash)('a block', () => {
  let around: Surroundings;
  beforeAll(() => {
    around = { session: openSession() };
  });
  afterAll(() => around.session.close());

  test.each<[name: string, text: string]>([
    ['valid rules', block('yaml', ...RULES)],
    ['fields of a rule', block('yaml rule', 'order: { by: pep440, on: version }')],
    ['refused rules', block('yaml refused', 'version: 2')],
    ['what a key feeds', block('yaml', ...RULES) + block('text feeds', 'releases/a/1.0.0/f -> releases/a/latest/f')],
    ['a key that feeds nothing', block('yaml', ...RULES) + block('text feeds', 'releases/a/x/f -> (none)')],
    ['a key template', block('text key-template', 'a/{x}-{x}', 'match a/b-b: x b', 'no match a/b-c')],
    ['a script', block('sh', 'x=1', 'test $x = 1')],
    [
      'a script that prints later',
      block('sh eventually', '[ -f seen ] && echo yes || touch seen') + block('text output', 'yes'),
    ],
    ['a script that ends with an exit code', block('sh exit=3', '(exit 3)')],
    ['the output of a script', block('sh', 'echo a b', 'echo c') + block('text output', 'a …', 'c')],
    ['JSON output', block('sh', `echo '{"a":[1,2],"b":"x9"}'`) + block('json output', '{"a":[1,"…"],"b":"x…"}')],
    ['a session', block('console', '$ echo a; \\', '> echo b', 'a', '…')],
    ['a command of the program', block('console', '$ npx autoalias --version', '0.…')],
    ['a program', block('ts', `const text: string = 'a';`, 'console.log(text);') + block('text output', 'a')],
    [
      'a program in a folder of the project',
      block('ts in=src', `import { compareKeys } from './compare-keys.ts';`, 'compareKeys;'),
    ],
    ['a stack', block('sh cloud', TOKEN(LONG))],
    ['an upload', block('sh cloud', 'ossutil cp template.yml oss://my-code/autoalias/template.yml')],
    ['npm scripts', block('sh', 'npm ci && npm run explore -- --limit 5')],
    ['flags of a deployment', block('sh cloud', 'npx autoalias plan --bucket my-bucket --region cn-hangzhou')],
    ['paths', block('text paths', 'src/aliases/  the protocol, see src/compare-keys.ts')],
    ['an excerpt', block('yaml excerpt of=template.yml', 'Parameters:', '…', 'Token:', '  Type: String')],
  ])('is right: %s', async (_, text) => {
    expect(await lastFlaw(around, text)).toBeUndefined();
  });

  test.each<[name: string, text: string, flaw: RegExp]>([
    ['no language', block('', 'a'), /no rule covers/],
    ['an unknown kind', block('yaml sample', ...RULES), /no rule covers/],
    ['an unknown option', block('yaml fiel=x', ...RULES), /no option fiel/],
    ['indented code', 'text\n\n    code\n', /no rule covers/],
    ['invalid rules', block('yaml', ...RULES.slice(0, 5)), /aliases/],
    [
      'rules that lint warns about',
      block('yaml', ...RULES.map((line) => line.replace('{app}/latest', '{app}/1.0.0'))),
      /./,
    ],
    ['an invalid field of a rule', block('yaml rule', 'order: { by: magic, on: version }'), /order/],
    ['refused rules that are valid', block('yaml refused', ...RULES), /valid/],
    [
      'another alias',
      block('yaml', ...RULES) + block('text feeds', 'releases/a/1.0.0/f -> releases/a/newest/f'),
      /feeds/,
    ],
    ['an invalid key template', block('text key-template', 'a/{x', 'no match a/b'), /no matching brace/],
    ['a key template without keys', block('text key-template', 'a/{x}'), /no keys/],
    ['a key that does not match', block('text key-template', 'a/{x}', 'match b: x b'), /b: no match/],
    ['a match with other groups', block('text key-template', 'a/{x}', 'match a/b: x c'), /a\/b: x b/],
    ['a non-match that matches', block('text key-template', 'a/{x}', 'no match a/b'), /a\/b: x b/],
    ['a failing command', block('sh', 'false', 'true'), /exit code 1 of false/],
    ['another exit code', block('sh exit=3', 'false'), /exit code 1/],
    ['another output', block('sh', 'echo a') + block('text output', 'b'), /but the output is/],
    ['other JSON', block('sh', `echo '{"a":1}'`) + block('json output', '{"a":2}'), /\$\.a/],
    ['more JSON', block('sh', `echo '{"a":1,"b":2}'`) + block('json output', '{"a":1}'), /also has b/],
    ['another line', block('console', '$ echo a', 'b'), /echo a/],
    ['an unknown command', block('console', '$ npx autoalias nosuch', '…'), /exit code 2/],
    ['a type error', block('ts', 'const n: number = "a";', 'console.log(n);'), /TS2322/],
    ['a program that throws', block('ts', `throw new Error('no');`), /exit code 1/],
    [
      'an unknown parameter',
      block('sh cloud', TOKEN(LONG).replace('Key CodeBucket', 'Key Codebucket')),
      /no parameter/,
    ],
    ['a parameter that the template refuses', block('sh cloud', TOKEN('short')), /does not allow Token to be "short"/],
    ['a missing parameter', block('sh cloud', ...STACK), /Token is missing/],
    ['an unknown flag of aliyun', block('sh cloud', `${TOKEN(LONG)} --Force`), /no flag --Force/],
    ['a missing file', block('sh cloud', 'ossutil cp nosuch.zip oss://b/k'), /no file nosuch.zip/],
    ['an unknown npm script', block('sh', 'npm run nosuch'), /no script/],
    ['an unknown flag of a script', block('sh', 'npm run explore -- --nosuch'), /no flag --nosuch/],
    ['an unknown flag', block('sh cloud', 'npx autoalias plan --nosuch'), /no flag --nosuch/],
    ['an absent path', block('text paths', 'src/nosuch/'), /src\/nosuch/],
    ['another excerpt', block('yaml excerpt of=template.yml', 'Parameters:', 'Token:'), /does not contain/],
  ])('is refused: %s', async (_, text, flaw) => {
    expect(await lastFlaw(around, text)).toMatch(flaw);
  });

  test('that uploads moves aliases, and one that deletes moves them back', async () => {
    const text = [
      block('yaml file=autoalias.yaml', ...RULES),
      block('text uploads', 'releases/a/1.9.0/f', 'releases/a/1.10.0/f'),
      block('text aliases', 'releases/a/latest/f -> releases/a/1.10.0/f', 'releases/b/latest/f -> (none)'),
      block('console', '$ npx autoalias plan --summary', '…nothing to do…', '…'),
      block('sh', 'npx autoalias explain releases/a/1.10.0/f --json'),
      block('json output', '{"key":"releases/a/1.10.0/f","…":"…"}'),
      block('text deletes', 'releases/a/1.10.0/f'),
      block('text aliases', 'releases/a/latest/f -> releases/a/1.9.0/f'),
      block('yaml file=autoalias.yaml', ...RULES.map((line) => line.replace('latest', 'newest'))),
      block('text aliases', 'releases/a/newest/f -> releases/a/1.9.0/f'),
    ];
    const { blocks } = parseDocument('sample.md', text.join('\n'));
    const flaws = [];
    for (const one of blocks) flaws.push(await blockFlaw(one, around));
    expect(flaws).toEqual(blocks.map(() => undefined));
    const wrong = block('text aliases', 'releases/a/newest/f -> releases/a/1.10.0/f');
    expect(await lastFlaw(around, wrong)).toMatch(/points at releases\/a\/1\.9\.0\/f/);
  });
});
