import { expect, test } from 'vitest';
import {
  literalEnd,
  type NamedParts,
  parseTemplate,
  renderTemplate,
  type TemplatePiece,
} from '../../../src/rules/pattern/template.ts';

function literal(text: string): TemplatePiece {
  return { kind: 'literal', text };
}

function group(name: string): TemplatePiece {
  return { kind: 'group', group: name };
}

test.each<[text: string, pieces: readonly TemplatePiece[]]>([
  ['', []],
  ['latest', [literal('latest')]],
  [
    'r/{app}/v{version.major}',
    [literal('r/'), group('app'), literal('/v'), { kind: 'part', of: 'version', part: 'major' }],
  ],
  ['{a}{b}', [group('a'), group('b')]],
  ['{{{a}}}', [literal('{'), group('a'), literal('}')]],
  ['{{a}}', [literal('{'), literal('a'), literal('}')]],
  ['{__proto__}', [group('__proto__')]],
  ['{1a}', [group('1a')]],
  ['é/😀\n', [literal('é/😀\n')]],
])('%j is parsed', (text, pieces) => {
  expect(parseTemplate(text)).toEqual(pieces);
});

test.each([
  ['a/{', 2, '"{" has no matching brace', 'write {{ for a literal brace'],
  ['a}b', 1, '"}" has no matching brace', 'write }} for a literal brace'],
  ['{a', 0, '"{" has no matching brace', 'write {{ for a literal brace'],
  ['{a}}', 3, '"}" has no matching brace', 'write }} for a literal brace'],
  ['{a{b}}', 0, '"{" has no matching brace', 'write {{ for a literal brace'],
  ['x{}', 1, '{} is not a name', 'write {group} or {group.part}'],
  ['{a b}', 0, '{a b} is not a name', 'write {group} or {group.part}'],
  ['{a.b.c}', 0, '{a.b.c} is not a name', 'write {group} or {group.part}'],
  ['{.a}', 0, '{.a} is not a name', 'write {group} or {group.part}'],
  ['{a.}', 0, '{a.} is not a name', 'write {group} or {group.part}'],
  ['{é}', 0, '{é} is not a name', 'write {group} or {group.part}'],
])('%j is rejected at %i: %s', (text, at, why, instead) => {
  expect(parseTemplate(text)).toEqual({ at, why, instead });
});

test.each<[string, Record<string, string>, NamedParts, string]>([
  ['r/{app}/v{v.major}', { app: 'x' }, { v: { major: '8' } }, 'r/x/v8'],
  ['{a}{a}', { a: '1' }, {}, '11'],
  ['{{{a}}}', { a: 'x' }, {}, '{x}'],
  // Values are not parsed as templates.
  ['{a}', { a: '{b}$&' }, {}, '{b}$&'],
  ['{a}', { a: '' }, {}, ''],
  ['', {}, {}, ''],
])('%j is filled', (text, groups, parts, filled) => {
  const template = parseTemplate(text);
  expect('why' in template ? template.why : renderTemplate(template, { groups, parts })).toBe(filled);
});

test.each<[string, Record<string, string>, NamedParts]>([
  ['{a}', { b: 'x' }, {}],
  ['x{a}', {}, { a: { a: 'x' } }],
  ['{v.major}', { major: 'x', v: 'y' }, {}],
  ['{v.major}', {}, { order: { major: '8' }, v: { minor: '1' } }],
])('%j is undefined if a value is absent', (text, groups, parts) => {
  const template = parseTemplate(text);
  expect('why' in template ? template.why : renderTemplate(template, { groups, parts })).toBeUndefined();
});

test.each([
  ['a/{b}/c', '/c'],
  ['{a}.withdrawn', '.withdrawn'],
  ['{a}{{x}}', '{x}'],
  ['abc', 'abc'],
  ['a/{b}', ''],
  ['', ''],
])('the literal end of %j is %j', (text, end) => {
  const template = parseTemplate(text);
  expect('why' in template ? undefined : literalEnd(template)).toBe(end);
});
