import type * as z from 'zod';
import { LINK_HEADERS } from '../header-policy.ts';
import { closestWord } from './closest-word.ts';
import type { Path, RulesDocument } from './rules-document.ts';
import type { DeferredProblem, RulesProblem } from './rules-problem.ts';
import { MATCH_FORMS, rulesSchema, termSchema } from './rules-schema.ts';

const rule = rulesSchema.shape.rules.element;

/** The valid keys of each object in a rules file. `[]` represents any item of a list. */
const PLACES: Readonly<Record<string, { readonly keys: readonly string[]; readonly place: string }>> = {
  '': { keys: Object.keys(rulesSchema.shape), place: 'at the top of the file' },
  'rules.[]': { keys: Object.keys(rule.shape), place: 'in the rule' },
  'rules.[].match': {
    keys: [...new Set(Object.values(MATCH_FORMS).flatMap((form) => Object.keys(form.shape)))],
    place: 'in match',
  },
  'rules.[].order': { keys: Object.keys(termSchema.shape), place: 'in order' },
  'rules.[].order.[]': { keys: Object.keys(termSchema.shape), place: 'in order' },
  'rules.[].release': { keys: ['of', 'complete'], place: 'in release' },
  'rules.[].onDelete': { keys: ['fallback'], place: 'in onDelete' },
  'rules.[].headers': { keys: LINK_HEADERS, place: 'in headers' },
  'rules.[].aliases.[].headers': { keys: LINK_HEADERS, place: 'in headers' },
  'rules.[].aliases.[]': { keys: Object.keys(rule.shape.aliases.element.options[1].shape), place: 'in the alias' },
};

/** Converts the problems that the schema found to messages with positions in the file. */
export function schemaProblems(
  issues: readonly z.core.$ZodIssue[],
  document: RulesDocument,
): readonly DeferredProblem[] {
  return issues.flatMap((issue) => issueProblems(issue, [], document));
}

function issueProblems(issue: z.core.$ZodIssue, base: Path, document: RulesDocument): readonly DeferredProblem[] {
  const path: Path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')];
  const isUnion = issue.code === 'invalid_union';
  if (isUnion || issue.code === 'unrecognized_keys') {
    const problems = matchFormProblems(path, document, isUnion ? issue.errors : undefined);
    if (problems !== undefined) return problems;
  }
  const headers = isUnion ? headerProblems(path, document, issue.errors) : undefined;
  if (headers !== undefined) return headers;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => () => unknownKey([...path, key], document));
  if (issue.code === 'invalid_union') {
    // The option that matches the value to the greatest depth is probably the intended one.
    const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    if (closest.length > 0) return closest.flatMap((inner) => issueProblems(inner, path, document));
  }
  return [() => issueProblem(issue, path, document)];
}

/** A path without the indexes of its lists: `rules.[].match`. */
function placeOf(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '[]' : step)).join('.');
}

/**
 * The problems of `match`, which has two forms. Undefined if they are not about the choice between the two.
 *
 * @param options the problems under each form. Undefined if the other form was clearly not meant.
 */
function matchFormProblems(
  path: Path,
  document: RulesDocument,
  options: readonly (readonly z.core.$ZodIssue[])[] | undefined,
): readonly DeferredProblem[] | undefined {
  const written = placeOf(path) === 'rules.[].match' ? valueAt(document.value, path) : undefined;
  if (typeof written !== 'object' || written === null) return undefined;
  const other = ['regex', 'prefix'].find((word) => 'key' in written && word in written);
  if (other !== undefined) return [() => keyAndRegex([...path, other], document)];
  if (options === undefined) return undefined;
  const [ofKey = [], ofRegex = []] = options;
  const isNeither = !('key' in written || 'regex' in written);
  const issues = ('key' in written ? ofKey : ofRegex).filter(({ path: [word] }) => !(isNeither && word === 'regex'));
  return [
    ...(isNeither ? [() => neitherKeyNorRegex(path, document)] : []),
    ...issues.flatMap((issue) => issueProblems(issue, path, document)),
  ];
}

/** The problems of `headers`, if the value is an object and not the word `inherit`. Undefined for other values. */
function headerProblems(
  path: Path,
  document: RulesDocument,
  options: readonly (readonly z.core.$ZodIssue[])[],
): readonly DeferredProblem[] | undefined {
  if (path.at(-1) !== 'headers') return undefined;
  const written = valueAt(document.value, path);
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return undefined;
  const issues = options.find((option) =>
    option.some((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  return issues?.flatMap((issue) => issueProblems(issue, path, document));
}

function keyAndRegex(path: Path, document: RulesDocument): RulesProblem {
  const word = String(path.at(-1));
  return {
    ...document.keyPosition(path),
    what: `${pathText(path.slice(0, -1))} has key and ${word}`,
    why: word === 'prefix' ? 'a key template contains its prefix' : 'one of them says which keys match',
    instead: word === 'prefix' ? 'remove prefix' : 'remove one of them; exclude can be added to both',
  };
}

function neitherKeyNorRegex(path: Path, document: RulesDocument): RulesProblem {
  return {
    ...document.position(path),
    what: `${pathText(path)} has neither key nor regex`,
    why: 'it does not say which objects are candidates',
    instead: "add key: with a template, like 'releases/{app}/{version}/{file}', or regex:",
  };
}

function issueProblem(issue: z.core.$ZodIssue, path: Path, document: RulesDocument): RulesProblem {
  if (path.length === 0 && document.value === null) return { ...document.position(path), ...EMPTY_FILE };
  const value = valueAt(document.value, path);
  if (value === undefined) return missing(issue, path, document);
  const { why, instead } = reason(issue, path, value);
  return { ...document.position(path), what: pathText(path), why, instead };
}

const EMPTY_FILE = {
  what: 'the file is empty',
  why: 'it contains no rules',
  instead: 'begin with version: 1 and rules:',
};

function missing(issue: z.core.$ZodIssue, path: Path, document: RulesDocument): RulesProblem {
  return {
    ...document.position(path.slice(0, -1)),
    what: `${pathText(path)} is missing`,
    why: `it is required in a ${path.length === 1 ? 'rules file' : 'rule'}`,
    instead: `add ${path.at(-1)}:${issue.code === 'invalid_value' ? ` ${issue.values.map(String).join(' or ')}` : ''}`,
  };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (typeof at !== 'object' || at === null) return at;
    return Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined;
  }, value);
}

function unknownKey(path: Path, document: RulesDocument): RulesProblem {
  return {
    ...document.keyPosition(path),
    what: `unknown key "${path.at(-1)}" in ${pathText(path.slice(0, -1))}`,
    why: 'a misspelled option would be ignored without notice',
    instead: keyInstead(path),
  };
}

/** Suggests a similar key that is valid here. If there is none, suggests another place where the key is valid. */
function keyInstead(path: Path): string {
  const key = String(path.at(-1));
  const here = PLACES[placeOf(path.slice(0, -1))];
  const meant = closestWord(key, here?.keys ?? []);
  if (meant !== undefined) return `write "${meant}"`;
  if (here?.keys === LINK_HEADERS) return `write one of ${LINK_HEADERS.join(', ')}`;
  if (key === 'reverse' && here?.place === 'in order') return 'write desc: true';
  for (const { keys, place } of Object.values(PLACES)) {
    const elsewhere = closestWord(key, keys);
    if (elsewhere !== undefined) return `write "${elsewhere}" ${place}`;
  }
  return 'remove it';
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  // An option for another type is never the intended one if an option for the type of the value exists.
  const depths = issues.map(({ code, path }) => path.length + (code === 'invalid_type' ? 0 : 1));
  return Math.max(0, ...depths);
}

/** The expected values of some keys, for which the type alone is not helpful. */
const EXPECTED_VALUES: Readonly<Record<string, string>> = {
  order: '{ by: semver, on: GROUP }, or a list of such entries',
  'order[]': '{ by: semver, on: GROUP }',
  minimumAge: 'a number followed by s, m, h, d or w, like 30m, 2h or 7d',
  release: "{ of: '{app}/{version}', complete: ['…/{app}/{version}/SHA256SUMS'] }",
  complete: "a list of keys: ['…/{app}/{version}/SHA256SUMS']",
};

/** The key of a value in {@link EXPECTED_VALUES}: its field, with `[]` if it is an item of a list. */
function keyOf(path: Path): string {
  const [field = '', index] = path.slice(typeof path.at(-1) === 'number' ? -2 : -1);
  return index === undefined ? String(field) : `${field}[]`;
}

function reason(
  issue: z.core.$ZodIssue,
  path: Path,
  value: unknown,
): { readonly why: string; readonly instead: string } {
  const message = issue.message.replace(/^Invalid (?:input|option): /, '');
  const expected = issue.code === 'invalid_type' ? EXPECTED_VALUES[keyOf(path)] : undefined;
  if (expected !== undefined) return { why: message, instead: `write ${expected}` };
  if (issue.code === 'invalid_type') {
    return { why: message, instead: insteadOfType(issue.expected, value) };
  }
  if (issue.code !== 'invalid_value') return { why: message, instead: insteadOfValue(issue, message) };
  const values = issue.values.map(String);
  const meant = typeof value === 'string' ? closestWord(value, values) : undefined;
  return {
    why:
      values.length === 1
        ? message
        : `${typeof value === 'string' ? `"${value}"` : 'it'} is not one of ${values.join(', ')}`,
    instead: `write ${meant ?? [...values, ...(values.includes('repoint') ? ['{ fallback: KEY }'] : [])].join(' or ')}`,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object, like { key: value }',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

function insteadOfType(expected: string, value: unknown): string {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  return expected === 'string' && isPlain ? `write it in quotes: "${value}"` : `write ${KINDS[expected] ?? expected}`;
}

/** What a value must be, from a message such as "must have at most 100 characters". */
function insteadOfValue({ code }: z.core.$ZodIssue, message: string): string {
  if (code === 'too_big') return message.replace(/^must (?:have|contain)/, 'write');
  if (message === 'must not be empty') return 'write at least one character';
  return message
    .replace(/^must (?:be|contain|name|have) /, 'write ')
    .replace(/^must not /, 'write a text that does not ');
}

/** A path like `rules[0].match.regex`, for messages. */
export function pathText(path: Path): string {
  return path.length === 0
    ? 'the file'
    : path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}
