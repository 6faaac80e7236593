import type { z } from 'zod';
import { closestWord } from './closest-word.ts';
import type { Path, RulesDocument } from './rules-document.ts';
import type { RulesProblem } from './rules-problem.ts';

const KNOWN_KEYS = [
  'version',
  'rules',
  'name',
  'match',
  'prefix',
  'regex',
  'order',
  'by',
  'on',
  'format',
  'aliases',
  'key',
  'prereleases',
  'onDelete',
  'onConflict',
];

/** What the schema found wrong, in words, each with its place in the file. */
export const schemaProblems = (issues: readonly z.core.$ZodIssue[], document: RulesDocument): readonly RulesProblem[] =>
  issues.flatMap((issue) => issueProblems(issue, [], document));

const issueProblems = (issue: z.core.$ZodIssue, base: Path, document: RulesDocument): readonly RulesProblem[] => {
  const path: Path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], document));
  if (issue.code === 'invalid_union') {
    // Of the ways in which a value could be meant, the one that gets furthest tells most.
    const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    if (closest.length > 0) return closest.flatMap((inner) => issueProblems(inner, path, document));
  }
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  const where = missing ? document.position(path.slice(0, -1)) : document.position(path);
  return [
    missing
      ? {
          ...where,
          what: `${pathText(path)} is missing`,
          why: 'a rule cannot be read without it',
          instead: `add ${path.at(-1)}:`,
        }
      : { ...where, what: pathText(path), why: reason(issue), instead: instead(issue) },
  ];
};

const unknownKey = (path: Path, document: RulesDocument): RulesProblem => {
  const key = String(path.at(-1));
  const meant = closestWord(key, KNOWN_KEYS);
  return {
    ...document.keyPosition(path),
    what: `unknown key "${key}" in ${pathText(path.slice(0, -1))}`,
    why: 'a misspelt option would silently do nothing',
    instead: meant === undefined ? 'remove it' : `write "${meant}"`,
  };
};

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));

const reason = (issue: z.core.$ZodIssue): string => issue.message.replace(/^Invalid (?:input|option): /, '');

const instead = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_value') return `write ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'invalid_type') return `write a value of type ${issue.expected}`;
  return 'write a value that fits';
};

/** `rules[0].match.regex`, as people say it. */
export const pathText = (path: Path): string =>
  path.length === 0
    ? 'the file'
    : path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
