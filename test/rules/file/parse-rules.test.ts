import { RE2JS } from 're2js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { MOST_RULES_CHARACTERS, MOST_YAML_CHARACTERS } from '../../../src/rules/file/rules-document.ts';
import { RulesInvalid } from '../../../src/rules/file/rules-problem.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';

/** A valid rule, on lines 3 to 7. Each case below breaks one line. */
const RULE = `  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$' }
    order: { by: semver, on: v }
    aliases:
      - r/{app}/latest
`;

function file(...rules: readonly string[]): string {
  return `version: 1\nrules:\n${rules.join('')}`;
}

function spoilt(from: string, to: string): string {
  const text = file(RULE).replace(from, () => to);
  if (text === file(RULE)) throw new Error(`the rule holds no ${from}`);
  return text;
}

function messageOf(text: string): string {
  try {
    parseRules(text, 'autoalias.yaml');
  } catch (error) {
    if (error instanceof RulesInvalid) return error.message;
    throw error;
  }
  return 'taken';
}

function refused(name: string, text: string, ...lines: readonly string[]) {
  return test(name, () => {
    expect(messageOf(text)).toBe(lines.map((line) => `autoalias.yaml:${line}`).join('\n'));
  });
}

const RE2 = '(regexes use RE2 syntax, which runs in linear time)';
const MISSPELT = 'a misspelled option would be ignored without notice';

describe('names', () => {
  refused(
    'two rules with the same name',
    file(RULE, RULE),
    '8:11: two rules are named "app": the first is on line 3, and the tags of an alias contain the name of its rule; give this one another name',
  );
  refused(
    'a name that cannot be in a tag',
    spoilt('name: app', 'name: "my app"'),
    '3:11: rules[0].name: must be 1 to 63 letters, digits, ".", "_" or "-", beginning with a letter or digit; write 1 to 63 letters, digits, ".", "_" or "-", beginning with a letter or digit',
  );
});

describe('the regex', () => {
  const regex = (source: string) => spoilt('^r/(?<app>[^/]+)/(?<v>[^/]+)$', source);
  const cannot = '4:33: the regex cannot be used:';
  refused(
    'look-ahead',
    regex('^r/(?<app>x)(?=y)(?<v>.+)$'),
    `${cannot} invalid or unsupported Perl syntax: \`(?=\` ${RE2}; write the pattern without look-around, for example with a character class`,
  );
  refused(
    'look-behind',
    regex('(?<!x)(?<app>y)(?<v>.+)'),
    `${cannot} invalid named capture: \`(?<!x)(?<app>\` ${RE2}; write the pattern without look-around, for example with a character class`,
  );
  refused(
    'a back-reference',
    regex('(?<app>.)\\1(?<v>.)'),
    `${cannot} invalid escape sequence: \`\\1\` ${RE2}; write the pattern without back-references`,
  );
  refused(
    'a back-reference by name',
    regex('(?<app>.)\\k<app>(?<v>.)'),
    `${cannot} invalid escape sequence: \`\\k\` ${RE2}; write the pattern without back-references`,
  );
  refused(
    'a back-reference in Python syntax',
    regex('(?P<app>.)(?P=app)(?<v>.)'),
    `${cannot} invalid or unsupported Perl syntax: \`(?P\` ${RE2}; write the pattern without back-references`,
  );
  refused(
    'an unclosed parenthesis',
    regex('(?<app>.'),
    `${cannot} missing closing ): \`(?<app>.\` ${RE2}; fix the pattern`,
  );
  refused(
    'one group twice',
    regex('(?<app>.)|(?<app>.)'),
    `${cannot} duplicate capture group name: \`app\` ${RE2}; fix the pattern`,
  );
  refused('an empty regex', regex(''), '4:33: rules[0].match.regex: must not be empty; write at least one character');
  refused(
    'a regex that is too long',
    regex('x'.repeat(4001)),
    '4:33: rules[0].match.regex: must have at most 4,000 characters; write at most 4,000 characters',
  );
});

describe('key templates', () => {
  const MATCH = "{ prefix: r/, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$' }";
  const key = (text: string) => spoilt(MATCH, `{ key: ${text} }`);
  const cannot = (text: string) => `the key template "${text}" cannot be used:`;
  refused(
    'an option that is not known, in quotes',
    key("'r/{app}/{v:*}'"),
    `4:28: ${cannot('r/{app}/{v:*}')} "*" is not known; only ** can follow a colon; write {v} for text within one folder or file name, or {v:**} for several folders`,
  );
  refused(
    'adjacent names',
    key("'r/{app}{v}'"),
    `4:27: ${cannot('r/{app}{v}')} it is ambiguous where {app} ends and {v} begins; write literal text between them, like {app}-{v}, or one name for both`,
  );
  refused(
    'a path twice',
    key("'r/{p:**}/{v}/{app}/{p:**}'"),
    `4:39: ${cannot('r/{p:**}/{v}/{app}/{p:**}')} {p:**} can occur only once in a key template; give one of them another name`,
  );
  refused(
    'a group that the template does not define',
    key("'r/{ap}/{v}'"),
    '7:9: the template "r/{app}/latest" names the group "app": match.key has the groups ap, v; write {ap}',
  );
  refused(
    'key and regex',
    spoilt('{ prefix: r/,', "{ key: 'r/{app}/{v}',"),
    '4:34: rules[0].match has key and regex: one of them says which keys match; remove one of them; exclude can be added to both',
  );
  refused(
    'a loop',
    spoilt(MATCH, "{ key: 'r/{app}/{v}' }").replace('r/{app}/latest', 'r/{app}/9.{v.minor}.0'),
    '7:9: the alias "r/{app}/9.{v.minor}.0" is a loop: r/x/9.2.0 would itself be a candidate of rule "app"; write an alias key that no rule matches, or narrow match or the order',
  );
});

describe('templates', () => {
  const alias = (text: string) => spoilt('r/{app}/latest', text);
  refused(
    'a misspelled group',
    alias('r/{apps}/latest'),
    '7:9: the template "r/{apps}/latest" names the group "apps": the regex has the groups app, v; write {app}',
  );
  refused(
    'a group that the regex does not define',
    alias('r/{channel}'),
    '7:9: the template "r/{channel}" names the group "channel": the regex has the groups app, v; add (?<channel>...) to the regex, or name another group',
  );
  refused(
    'a group of a regex without groups',
    file("  - name: a\n    match: { regex: '^r/' }\n    order: { by: uploaded }\n    aliases: ['l/{app}']\n"),
    '6:15: the template "l/{app}" names the group "app": the regex has no named groups; add (?<app>...) to the regex, or name another group',
  );
  refused(
    'the name of an inherited property',
    alias('l/{constructor}'),
    '7:9: the template "l/{constructor}" names the group "constructor": the regex has the groups app, v; add (?<constructor>...) to the regex, or name another group',
  );
  refused(
    'a part that the order does not have',
    alias('r/{v.majr}'),
    '7:9: the template "r/{v.majr}" names {v.majr}: the order has the parts major, minor, patch, prerelease, build; write {v.major}',
  );
  refused(
    'a part of a group that is not ordered',
    alias('r/{app.major}'),
    '7:9: the template "r/{app.major}" names {app.major}: only the ordered value has parts, which is v; write {app}',
  );
  refused(
    'a part of an unknown group',
    alias('r/{version.major}'),
    '7:9: the template "r/{version.major}" names {version.major}: only the ordered value has parts, which is v; write {v.major}',
  );
  refused(
    'a part in an order without parts',
    spoilt('semver', 'number').replace('{app}/latest', '{order.major}'),
    '7:9: the template "r/{order.major}" names {order.major}: this order has no parts; write {v}',
  );
  refused(
    'a part without order.on',
    spoilt('by: semver, on: v', 'by: uploaded').replace('r/{app}/latest', 'l/{order.major}'),
    '7:9: the template "l/{order.major}" names {order.major}: this order has no parts; name one of the groups app, v',
  );
  refused(
    'an unclosed brace, with its column',
    alias('"r/{app"'),
    '7:12: the template "r/{app" cannot be read: "{" has no matching brace; write {{ for a literal brace',
  );
  refused(
    'an unopened brace',
    alias('r/app}/latest'),
    '7:14: the template "r/app}/latest" cannot be read: "}" has no matching brace; write }} for a literal brace',
  );
  refused(
    'braces without a valid name',
    alias('r/{my app}'),
    '7:11: the template "r/{my app}" cannot be read: {my app} is not a name; write {group} or {group.part}',
  );
  refused(
    'in an alias with options',
    alias('{ key: "r/{x}", prereleases: true }'),
    '7:16: the template "r/{x}" names the group "x": the regex has the groups app, v; add (?<x>...) to the regex, or name another group',
  );
  refused(
    'several of them together',
    alias('r/{x\n      - r/{app}/ok\n      - r/{a.b}'),
    '7:11: the template "r/{x" cannot be read: "{" has no matching brace; write {{ for a literal brace',
    '9:9: the template "r/{a.b}" names {a.b}: only the ordered value has parts, which is v; write {v.major}',
  );
});

describe('loops', () => {
  refused(
    'an alias that the order lexical accepts',
    file(
      "  - name: r\n    match: { prefix: r/, regex: '^r/(?<v>[^/]+)$' }\n    order: { by: lexical, on: v }\n    aliases:\n      - r/latest\n",
    ),
    '7:9: the alias "r/latest" is a loop: r/latest would itself be a candidate of rule "r"; write an alias key that no rule matches, or narrow match or the order',
  );
  refused(
    'an alias that is a candidate of another rule',
    file(RULE, "  - name: all\n    match: { regex: '.' }\n    order: { by: uploaded }\n    aliases: [newest]\n"),
    '7:9: the alias "r/{app}/latest" is a loop: r/x/latest would itself be a candidate of rule "all"; write an alias key that no rule matches, or narrow match or the order',
    '11:15: the alias "newest" is a loop: newest would itself be a candidate of rule "all"; write an alias key that no rule matches, or narrow match or the order',
  );
});

describe('aliases at the keys of markers', () => {
  const at = (key: string, more = '') => spoilt('      - r/{app}/latest\n', `      - ${key}\n${more}`);
  refused(
    'in a folder',
    at('r/{app}/latest/.withdrawn'),
    '7:9: the alias "r/{app}/latest/.withdrawn" is the key of a marker: an object whose key ends in .withdrawn withdraws objects of rule "app"; write an alias key with another end, or withdraw: false in rule "app"',
  );
  refused(
    'next to an object',
    at('r/{app}.withdrawn'),
    '7:9: the alias "r/{app}.withdrawn" is the key of a marker: an object whose key ends in .withdrawn withdraws objects of rule "app"; write an alias key with another end, or withdraw: false in rule "app"',
  );

  test.each([
    ['another end', at('r/{app}/withdrawn')],
    ['outside the prefix of the rule', at('l/{app}.withdrawn')],
    ['a rule that ignores markers', at('r/{app}.withdrawn', '    withdraw: false\n')],
  ])('are valid: %s', (_, text) => {
    expect(messageOf(text)).toBe('taken');
  });
});

describe('the order', () => {
  const order = (text: string) => spoilt('by: semver, on: v', text);
  refused(
    'without on',
    order('by: semver'),
    '5:12: order.on is missing: the order semver compares a text from the key; add on: with one of the groups app, v',
  );
  refused(
    'without by',
    order('on: v'),
    '5:12: rules[0].order.by is missing: it is required in a rule; add by: semver or version or pep440 or debian or rpm or maven or gem or calver or number or natural or lexical or date or list or uploaded',
  );
  refused(
    'by a misspelled order',
    order('by: semvr, on: v'),
    '5:18: rules[0].order.by: "semvr" is not one of semver, version, pep440, debian, rpm, maven, gem, calver, number, natural, lexical, date, list, uploaded; write semver',
  );
  refused(
    'by an unknown order',
    order('by: size, on: v'),
    '5:18: rules[0].order.by: "size" is not one of semver, version, pep440, debian, rpm, maven, gem, calver, number, natural, lexical, date, list, uploaded; write semver or version or pep440 or debian or rpm or maven or gem or calver or number or natural or lexical or date or list or uploaded',
  );
  refused(
    'by an unknown order in a list',
    file(RULE.replace('{ by: semver, on: v }', '[{ by: semver, on: v }, { by: numbr, on: app }]')),
    '5:42: rules[0].order[1].by: "numbr" is not one of semver, version, pep440, debian, rpm, maven, gem, calver, number, natural, lexical, date, list, uploaded; write number',
  );
  refused(
    'by an empty list',
    file(RULE.replace('{ by: semver, on: v }', '[]')),
    '5:12: rules[0].order: must contain at least one order; write at least one order',
  );
  refused(
    'by a list of more than 10 orders',
    file(RULE.replace('{ by: semver, on: v }', `[${Array(11).fill('{ by: semver, on: v }').join(', ')}]`)),
    '5:12: rules[0].order: must contain at most 10 orders; write at most 10 orders',
  );
  refused(
    'by a name only',
    file(RULE.replace('{ by: semver, on: v }', 'semver')),
    '5:12: rules[0].order: expected object, received string; write { by: semver, on: GROUP }, or a list of such entries',
  );
  refused(
    'by a list of names',
    file(RULE.replace('{ by: semver, on: v }', '[semver, number]')),
    '5:13: rules[0].order[0]: expected object, received string; write { by: semver, on: GROUP }',
    '5:21: rules[0].order[1]: expected object, received string; write { by: semver, on: GROUP }',
  );
  refused(
    'with a misspelled key in a list',
    file(RULE.replace('{ by: semver, on: v }', '[{ by: semver, on: v, dsc: true }]')),
    `5:34: unknown key "dsc" in rules[0].order[0]: ${MISSPELT}; write "desc"`,
  );
  refused(
    'with desc as text',
    order('by: semver, on: v, desc: yes'),
    '5:39: rules[0].order.desc: expected boolean, received string; write true or false',
  );
  refused(
    'on an unknown group in a list',
    file(RULE.replace('{ by: semver, on: v }', '[{ by: semver, on: v }, { by: number, on: build }]')),
    '5:54: order[1].on names the group "build": the regex has the groups app, v; add (?<build>...) to the regex, or name another group',
  );
  refused(
    'by a value that contains itself',
    order('by: &a [*a], on: v'),
    '5:22: the file cannot be read as YAML or JSON: *a is inside &a itself; fix the syntax here',
  );
  refused(
    'on a group that the regex does not define',
    order('by: semver, on: vs'),
    '5:30: order.on names the group "vs": the regex has the groups app, v; write {v}',
  );
  refused(
    'on a part',
    order('by: semver, on: "{v.major}"'),
    '5:30: order.on names {v.major}: only the ordered value has parts, and order.on defines that value; write {v}',
  );
  refused(
    'on a part of an unknown group',
    order('by: semver, on: "{x.major}"'),
    '5:30: order.on names {x.major}: only the ordered value has parts, and order.on defines that value; name one of the groups app, v',
  );
  refused(
    'on literal text',
    order('by: lexical, on: "{{v}}"'),
    '5:31: order.on does not name a group: all candidates would be equal; name one of the groups app, v',
  );
  refused(
    'on braces without a valid name',
    order('by: semver, on: my version'),
    '5:30: order.on cannot be read: {my version} is not a name; write {group} or {group.part}',
  );
  refused(
    'with a format that the order does not have',
    order('by: semver, on: v, format: YYYY'),
    '5:41: order.format cannot be used: the order semver does not have a format; remove it, or order by date',
  );
  refused(
    'with a format without year',
    order('by: date, on: v, format: MM-DD'),
    '5:39: order.format cannot be used: it does not contain a year; write YYYY, YY, X or x. The tokens are YYYY YY MM M MMM DD D HH H mm m ss s SSS Z X x',
  );
  refused(
    'with a format that contains a token twice',
    order('by: date, on: v, format: YYYY-MM-MM'),
    '5:47: order.format cannot be used: it contains the month twice; remove MM',
  );
  refused(
    'with a format with hours from 1 to 12',
    order('by: date, on: v, format: YYYY-MM-DDThhmm'),
    '5:50: order.format cannot be used: "hh" is not a token; write HH; for literal letters, write [hh]',
  );
});

describe('keys that no object can have', () => {
  refused(
    'an alias that begins with a slash',
    spoilt('r/{app}/latest', '/r/{app}/latest'),
    '7:9: the template "/r/{app}/latest" cannot produce a key: no object key begins with / or \\; write "r/{app}/latest"',
  );
  refused(
    'a prefix that begins with a slash',
    spoilt('prefix: r/', 'prefix: /r/'),
    '4:22: match.prefix "/r/" does not match any key: no object key begins with / or \\; write "r/"',
  );
  refused(
    'a prefix and a regex that exclude each other',
    spoilt('prefix: r/', 'prefix: releases/'),
    '4:22: match.prefix "releases/" does not match any key: the regex only matches keys that begin with "r/"; write "r/"',
  );
  test.each(['r', 'r/', 'r/a', ''])('the prefix %j can be combined with a regex that begins with ^r/', (prefix) => {
    expect(messageOf(spoilt('prefix: r/', `prefix: '${prefix}'`))).toBe('taken');
  });
  test.each(['r/', '^r*', '^(?:r)/', '^r|x', '^r?x', '(?i)^R/'])('the regex %s can match below x/', (start) => {
    expect(messageOf(spoilt('prefix: r/', 'prefix: x/').replace("'^r/", () => `'${start}`))).toBe('taken');
  });
});

describe('keys and types', () => {
  refused(
    'a misspelled key',
    spoilt('order:', 'oder:'),
    '3:5: rules[0].order is missing: it is required in a rule; add order:',
    `5:5: unknown key "oder" in rules[0]: ${MISSPELT}; write "order"`,
  );
  refused(
    'a valid key in the wrong object',
    file(`${RULE}    prefix: r/\n`),
    `8:5: unknown key "prefix" in rules[0]: ${MISSPELT}; write "prefix" in match`,
  );
  refused(
    'a misspelled key in the wrong object',
    file(`${RULE}    regexp: x\n`),
    `8:5: unknown key "regexp" in rules[0]: ${MISSPELT}; write "regex" in match`,
  );
  refused(
    'an unknown key',
    file(`${RULE}    colour: red\n`),
    `8:5: unknown key "colour" in rules[0]: ${MISSPELT}; remove it`,
  );
  refused(
    'an unknown key of an alias',
    spoilt('r/{app}/latest', '{ key: r/x, prerelease: true }'),
    `7:21: unknown key "prerelease" in rules[0].aliases[0]: ${MISSPELT}; write "prereleases"`,
  );
  refused(
    '__proto__ as a key',
    file(`${RULE}    __proto__: { onDelete: keep }\n`),
    `8:5: unknown key "__proto__" in rules[0]: ${MISSPELT}; remove it`,
  );
  refused('at the top', `colour: red\n${file(RULE)}`, `1:1: unknown key "colour" in the file: ${MISSPELT}; remove it`);
  refused(
    'no match',
    spoilt("    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$' }\n", ''),
    '3:5: rules[0].match is missing: it is required in a rule; add match:',
  );
  refused(
    'no regex',
    spoilt(", regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$'", ''),
    "4:12: rules[0].match has neither key nor regex: it does not say which objects are candidates; add key: with a template, like 'releases/{app}/{version}/{file}', or regex:",
  );
  refused(
    'no name',
    spoilt('name: app\n    match', 'match'),
    '3:5: rules[0].name is missing: it is required in a rule; add name:',
  );
  refused(
    'no aliases',
    spoilt('    aliases:\n      - r/{app}/latest\n', ''),
    '3:5: rules[0].aliases is missing: it is required in a rule; add aliases:',
  );
  refused(
    'no alias in the list',
    spoilt('aliases:\n      - r/{app}/latest', 'aliases: []'),
    '6:14: rules[0].aliases: must name at least one alias; write at least one alias',
  );
  refused(
    'an alias instead of a list',
    spoilt('aliases:\n      - r/{app}/latest', 'aliases: r/latest'),
    '6:14: rules[0].aliases: expected array, received string; write a list',
  );
  refused(
    'an alias that is a number',
    spoilt('r/{app}/latest', '7'),
    '7:9: rules[0].aliases[0]: expected string, received number; write it in quotes: "7"',
  );
  refused(
    'an alias without its key',
    spoilt('r/{app}/latest', '{ prereleases: true }'),
    '7:9: rules[0].aliases[0].key is missing: it is required in a rule; add key:',
  );
  refused(
    'an empty alias',
    spoilt('r/{app}/latest', '""'),
    '7:9: rules[0].aliases[0]: must not be empty; write at least one character',
  );
  refused(
    'yes instead of true',
    file(`${RULE}    prereleases: yes\n`),
    '8:18: rules[0].prereleases: expected boolean, received string; write true or false',
  );
  refused(
    'onDelete',
    file(`${RULE}    onDelete: remov\n`),
    '8:15: rules[0].onDelete: "remov" is not one of repoint, remove, keep; write remove',
  );
  refused(
    'onConflict',
    file(`${RULE}    onConflict: 1\n`),
    '8:17: rules[0].onConflict: it is not one of refuse, replace; write refuse or replace',
  );
});

describe('the file', () => {
  const EMPTY = 'the file is empty: it contains no rules; begin with version: 1 and rules:';
  refused('nothing', '', `1:1: ${EMPTY}`);
  refused('only a comment', '# later\n', `1:1: ${EMPTY}`);
  refused('a list', '[]', '1:1: the file: expected object, received array; write an object, like { key: value }');
  refused('a text', 'hello', '1:1: the file: expected object, received string; write an object, like { key: value }');
  refused(
    'no version',
    file(RULE).replace('version: 1\n', ''),
    '1:1: version is missing: it is required in a rules file; add version: 1',
  );
  refused('a version to come', spoilt('version: 1', 'version: 2'), '1:10: version: must be 1; write 1');
  refused('a version as text', spoilt('version: 1', 'version: "1"'), '1:10: version: must be 1; write 1');
  refused('no rules', 'version: 1\n', '1:1: rules is missing: it is required in a rules file; add rules:');
  refused(
    'no rule in the list',
    'version: 1\nrules: []\n',
    '2:8: rules: must contain at least one rule; write at least one rule',
  );
  refused(
    'invalid YAML',
    spoilt('order: {', 'order: ['),
    '5:32: the file cannot be read as YAML or JSON: Flow sequence in block collection must be sufficiently indented and end with a ]; fix the syntax here',
  );
  refused(
    'a repeated key',
    file(`${RULE}    name: b\n`),
    '8:5: the file cannot be read as YAML or JSON: Map keys must be unique; fix the syntax here',
  );
  refused(
    'a regex in double quotes',
    spoilt(`'^r/(?<app>[^/]+)/(?<v>[^/]+)$'`, String.raw`"^r/(?<app>[^/]+)/(?<v>\d+)$"`),
    String.raw`4:56: the file cannot be read as YAML or JSON: Invalid escape sequence \d; put the text in single quotes, where a backslash is an ordinary character`,
  );
  refused(
    'a tab',
    file(`${RULE}\tonDelete: keep\n`),
    '8:1: the file cannot be read as YAML or JSON: Tabs are not allowed as indentation; fix the syntax here',
  );
  refused(
    'two documents',
    `${file(RULE)}---\n${file(RULE)}`,
    '8:1: the file cannot be read as YAML or JSON: a second document begins here, but a rules file has only one; fix the syntax here',
  );
  refused(
    'an alias without its anchor',
    spoilt('name: app', 'name: *gone'),
    '3:11: the file cannot be read as YAML or JSON: there is no anchor &gone before this *gone; fix the syntax here',
  );
  refused(
    'with CRLF, at the same positions',
    spoilt('app}', 'apps}').replaceAll('\n', '\r\n'),
    '7:9: the template "r/{apps}/latest" names the group "apps": the regex has the groups app, v; write {app}',
  );
  refused(
    'JSON, with its positions',
    '{\n  "version": 1,\n  "rules": [{ "name": 7 }]\n}',
    '3:23: rules[0].name: expected string, received number; write it in quotes: "7"',
    '3:13: rules[0].match is missing: it is required in a rule; add match:',
    '3:13: rules[0].order is missing: it is required in a rule; add order:',
    '3:13: rules[0].aliases is missing: it is required in a rule; add aliases:',
  );
});

describe('valid files', () => {
  const JSON_FILE = JSON.stringify({
    version: 1,
    rules: [
      {
        name: 'app',
        match: { prefix: 'r/', regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$' },
        order: { by: 'semver', on: 'v' },
        aliases: ['r/{app}/latest'],
      },
    ],
  });
  const ANCHORS = `${file(RULE.replace('match: {', 'match: &m {').replace('order: {', 'order: &o {'))}  - { name: b, match: *m, order: *o, aliases: ['l/{app}'] }\n`;

  test.each([
    ['YAML', file(RULE)],
    ['YAML with CRLF', file(RULE).replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${file(RULE)}`],
    ['JSON', JSON_FILE],
    ['JSON indented by tabs', JSON.stringify(JSON.parse(JSON_FILE), null, '\t')],
    ['anchors', ANCHORS],
    ['a comment for editors', `# yaml-language-server: $schema=./x.json\n${file(RULE)}`],
    ['on: with braces', spoilt('on: v', 'on: "{v}"')],
  ])('%s', (_, text) => {
    expect(matchKey(parseRules(text, 'f'), 'r/a/1.0.0').matches[0]).toMatchObject({
      alias: 'r/a/latest',
      rule: { name: 'app', prefix: 'r/', orderGroups: ['v'], onDelete: 'repoint', onConflict: 'refuse' },
      template: { prereleases: false },
    });
  });

  test('options as written', () => {
    const text = file(
      `${RULE}      - { key: r/x, prereleases: false }\n    prereleases: true\n    onDelete: keep\n    onConflict: replace\n`,
    );
    const [rule] = parseRules(text, 'f').rules;
    expect(rule).toMatchObject({ onDelete: 'keep', onConflict: 'replace' });
    expect(rule?.templates.map(({ prereleases }) => prereleases)).toEqual([true, false]);
  });
});

describe('the digest of a template', () => {
  const digestOf = (text: string) => parseRules(text, 'f').rules[0]?.templates[0]?.digest;

  test.each([
    ['the name', 'name: app', 'name: other'],
    ['the order of keys', 'by: semver, on: v', 'on: v, by: semver'],
    ['what happens on deletion', '    aliases', '    onDelete: keep\n    aliases'],
    ['other aliases', '      - r/{app}/latest\n', '      - r/{app}/latest\n      - r/{app}/v{v.major}\n'],
    ['braces around on', 'on: v', 'on: "{v}"'],
  ])('does not change with %s', (_, from, to) => {
    expect(digestOf(spoilt(from, to))).toBe(digestOf(file(RULE)));
  });

  test.each([
    ['the prefix', 'prefix: r/', 'prefix: r'],
    ['the regex', '(?<v>[^/]+)$', '(?<v>[^/]*)$'],
    ['the order', 'by: semver', 'by: number'],
    ['the ordered text', 'on: v', 'on: "{v}-x"'],
    ['the template', 'r/{app}/latest', 'r/{app}/current'],
    ['prereleases', '      - r/{app}/latest', '      - { key: "r/{app}/latest", prereleases: true }'],
  ])('changes with %s', (_, from, to) => {
    expect(digestOf(spoilt(from, to))).not.toBe(digestOf(file(RULE)));
  });
});

describe('a fallback', () => {
  const rules = (fallback: string) => `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<v>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: v }
    aliases: ['r/latest/{file}']
    onDelete: { fallback: '${fallback}' }
`;

  test.each([['base/app.tgz'], ['r/0.0.1/app.tgz'], ['base/{other}']])('%s is the key of an object', (fallback) => {
    expect(parseRules(rules(fallback), 'f').rules[0]?.fallback).toBe(fallback);
  });

  test.each([
    [
      'base/{file}',
      'onDelete.fallback names {file}: the fallback is the key of one object for all aliases of the rule',
    ],
    ['r/latest/app.tgz', 'the fallback r/latest/app.tgz is an alias itself: "r/latest/{file}" of rule app produces it'],
  ])('%s is rejected', (fallback, problem) => {
    expect(() => parseRules(rules(fallback), 'f')).toThrow(`f:7:27: ${problem}`);
  });
});

describe('problems of several kinds are reported together', () => {
  refused(
    'order.on, a template, minimumAge and a bound',
    spoilt('on: v', 'on: x').replace('- r/{app}/latest', '- { key: "r/{ap}/latest", minimumAge: soon, range: "<>" }'),
    '5:30: order.on names the group "x": the regex has the groups app, v; add (?<x>...) to the regex, or name another group',
    '7:16: the template "r/{ap}/latest" names the group "ap": the regex has the groups app, v; write {app}',
    '7:58: range cannot be read: "<>" is not a range of semantic versions; write it like ^1.2, ~1.2.3, 1.x or ">=1.2 <3"',
    '7:45: minimumAge cannot be used: "soon" is not a duration between 1s and 3650d; write a whole number followed by s, m, h, d or w, like 30m, 2h or 7d',
  );
  refused(
    'a regex, an exclude and minimumAge',
    spoilt("regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$'", "regex: '(', exclude: '['").replace(
      '- r/{app}/latest',
      '- { key: "r/{app}", minimumAge: 1y }',
    ),
    `4:33: the regex cannot be used: missing closing ): \`(\` ${RE2}; fix the pattern`,
    `4:47: the regex of exclude cannot be used: missing closing ]: \`[\` ${RE2}; fix the pattern`,
    '7:39: minimumAge cannot be used: "1y" is not a duration between 1s and 3650d; write a whole number followed by s, m, h, d or w, like 30m, 2h or 7d',
  );
  refused(
    'schema problems of one rule and other problems of others',
    file(
      RULE.replace('order:', 'oder:'),
      RULE.replace('name: app', 'name: b').replace('{app}/latest', '{ap}/latest'),
      RULE.replace('name: app', 'name: b'),
    ),
    '3:5: rules[0].order is missing: it is required in a rule; add order:',
    `5:5: unknown key "oder" in rules[0]: ${MISSPELT}; write "order"`,
    '13:11: two rules are named "b": the first is on line 8, and the tags of an alias contain the name of its rule; give this one another name',
    '12:9: the template "r/{ap}/latest" names the group "ap": the regex has the groups app, v; write {app}',
  );
});

describe('large files', () => {
  afterEach(() => vi.restoreAllMocks());

  const ONE_RULE = 'merge rules that differ in one folder into one rule with a group, like (?<app>[^/]+)';
  const YAML = `${file(RULE)}#`.padEnd(MOST_YAML_CHARACTERS, '#');
  const JSON_TEXT = JSON.stringify(parse(file(RULE))).padEnd(MOST_RULES_CHARACTERS);
  refused(
    'YAML that is too long',
    `${YAML}#`,
    `1:1: the file is too large: it has 4194305 characters, and the limit of YAML is 4194304, because every function loads the rules when it starts; write it as JSON, or ${ONE_RULE}`,
  );
  refused(
    'JSON that is too long',
    `${JSON_TEXT} `,
    `1:1: the file is too large: it has 33554433 characters, and the limit of JSON is 33554432, because every function loads the rules when it starts; ${ONE_RULE}`,
  );
  test.each([
    ['YAML', YAML],
    ['JSON', JSON_TEXT],
  ])('%s as long as allowed', (_, text) => {
    expect(messageOf(text)).toBe('taken');
  });

  test('ten thousand rules in JSON do not compile a regular expression for each', () => {
    const built = vi.spyOn(globalThis, 'RegExp');
    const re2 = vi.spyOn(RE2JS, 'compile');
    const rules = Array.from({ length: 10_000 }, (_, i) => ({
      name: `team-${i}`,
      match: { prefix: `team-${i}/`, regex: `^team-${i}/(?<app>[^/]+)/(?<v>[^/]+)$` },
      order: { by: 'semver', on: 'v' },
      aliases: [`team-${i}/{app}/latest`, `team-${i}/{app}/v{v.major}`],
    }));
    expect(messageOf(JSON.stringify({ version: 1, rules }))).toBe('taken');
    expect([built.mock.calls.length, re2.mock.calls.length]).toEqual([0, 0]);
  });

  const times = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('');
  test.each([
    ['unknown keys', file(RULE) + times(10_000, (i) => `k${i}: 1\n`), '1:1: unknown key'],
    ['unknown keys of a rule', file(RULE + times(10_000, (i) => `    k${i}: 1\n`)), '8:5: unknown key "k0"'],
    [
      'merge keys',
      times(2_000, (i) => `a${i}: &a${i} {${i === 0 ? 'x: 1' : '<<: *a0'}}\n`) + file(RULE),
      '1:1: unknown key "a0"',
    ],
    [
      'merge keys of YAML 1.1',
      `%YAML 1.1\n---\n${times(2_000, (i) => `a${i}: &a${i} {${i === 0 ? 'x: 1' : `<<: *a0`}}\n`)}${file(RULE)}`,
      '3:1: unknown key "a0"',
    ],
    ['rules of one name', file(...Array.from({ length: 1_000 }, () => RULE)), '8:11: two rules are named "app"'],
  ])('fifty of ten thousand problems are shown: %s', (_, text, first) => {
    const lines = messageOf(text).split('\n');
    expect(lines).toHaveLength(51);
    expect(
      lines[0]
        ?.replace(/^autoalias.yaml:/, '')
        .slice(0, first.length)
        .replace(/^\d+:/, '1:'),
    ).toBe(first.replace(/^\d+:/, '1:'));
    expect(lines[50]).toMatch(/^autoalias.yaml: and \d+ more$/);
    expect(lines.join('\n').length).toBeLessThan(20_000);
  });

  /** How often a regular expression is created or run while a file is loaded. */
  const workOf = (text: string): number => {
    const runs = vi.spyOn(RE2JS.prototype, 'matcher');
    const compiled = vi.spyOn(RE2JS, 'compile');
    const native = vi.spyOn(RegExp.prototype, 'exec');
    expect(messageOf(text)).toBe('taken');
    // Patterns have these flags. The parser of patterns and the orders have others.
    const matches = native.mock.contexts.filter((regex) => regex instanceof RegExp && regex.flags === 'uy');
    const work = runs.mock.calls.length + compiled.mock.calls.length + matches.length;
    vi.restoreAllMocks();
    return work;
  };
  const rules = (count: number, regex: (i: number) => string, alias: (i: number) => string): string =>
    file(
      ...Array.from({ length: count }, (_, i) =>
        RULE.replace('name: app', `name: a${i}`)
          .replace(/regex: '.*'/, () => `regex: '${regex(i)}'`)
          .replace('r/{app}/latest', () => alias(i)),
      ),
    );
  test.each<[what: string, regex: (i: number) => string, alias: (i: number) => string]>([
    ['regexes that begin differently', (i) => `^r/${i}/(?<app>[^/]+)/(?<v>[^/]+)$`, (i) => `r/${i}/{app}/latest`],
    ['equal regexes', () => '^r/(?<app>[^/]+)/(?<v>[^/]+)$', (i) => `r/{app}/latest${i}`],
    ['aliases of one shape', (i) => `^r/${i}/(?<app>[^/]+)/(?<v>[^/]+)$`, (i) => `l/{app}/${i}`],
  ])('loading four times as many rules with one prefix is four times the work: %s', (_, regex, alias) => {
    const [some, many] = [400, 1_600].map((count) => workOf(rules(count, regex, alias)));
    expect(many).toBeLessThanOrEqual(5 * (some ?? 0));
  });
  test('where each rule takes the keys of all others, the search for loops ends', () => {
    const work = workOf(
      rules(
        300,
        (i) => `^r/(?<app>[^/]+)/(?<v>[^/]+|x${i})$`,
        (i) => `r/{app}/latest${i}`,
      ),
    );
    // Each filling under each rule would be 360,000.
    expect(work).toBeLessThan(120_000);
  });
});
