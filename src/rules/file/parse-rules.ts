import * as z from 'zod';
import { compileRules } from '../compile/compile-rule.ts';
import { findLoops } from '../compile/find-loops.ts';
import type { RuleProblem } from '../compile/rule-problem.ts';
import { MARKER_NAME } from '../match/marker-place.ts';
import { candidateRuleOf, ownerOfAlias } from '../match/match-key.ts';
import { literalEnd } from '../pattern/template.ts';
import type { Rule } from '../rule.ts';
import { createRuleSet, type RuleSet } from '../rule-set.ts';
import { isRecord, readRule } from './read-rule.ts';
import { parseDocumentText, type RulesDocument } from './rules-document.ts';
import { type DeferredProblem, RulesInvalid } from './rules-problem.ts';
import { rulesSchema, type WrittenRule } from './rules-schema.ts';
import { schemaProblems } from './schema-problems.ts';

/**
 * Parses and compiles a rules file (YAML or JSON).
 *
 * @param file the file name, for messages.
 * @throws RulesInvalid with all problems of the file.
 */
export function parseRules(text: string, file: string): RuleSet {
  const document = parseDocumentText(text, file);
  const names: NamedRule[] = [];
  const rules: Rule[] = [];
  const refused: DeferredProblem[] = [];
  for (const compiled of compileRules(readableRules(document.value, names))) {
    if ('name' in compiled) rules.push(compiled);
    else refused.push(...withPosition(compiled, names.at(-1)?.index ?? 0, document));
  }
  // Checked as a whole only if something is wrong: the checked copies of all rules take more memory than the rules.
  const written = isWhole(document.value, names) ? undefined : rulesSchema.safeParse(document.value);
  const problems: DeferredProblem[] = [
    ...(written?.success === false ? schemaProblems(written.error.issues, document) : []),
    ...duplicateNames(names, document),
    ...refused,
  ];
  const ruleSet = createRuleSet(rules);
  if (problems.length === 0) {
    const find = [loopProblems, markerProblems, fallbackProblems];
    problems.push(...find.flatMap((problemsOf) => problemsOf(ruleSet, document)));
  }
  if (problems.length > 0) throw new RulesInvalid(file, problems);
  return ruleSet;
}

/** The name of a rule that has a valid schema, and its index in the list. */
interface NamedRule {
  readonly name: string;
  readonly index: number;
}

/** Reads the rules that have a valid schema, one by one. Adds their names to a list. */
function* readableRules(value: unknown, names: NamedRule[]): Iterable<WrittenRule> {
  for (const [index, one] of rulesIn(value).entries()) {
    const rule = readRule(one);
    if (rule === undefined) continue;
    names.push({ name: rule.name, index });
    yield rule;
  }
}

function rulesIn(value: unknown): readonly unknown[] {
  return isRecord(value) && Array.isArray(value.rules) ? value.rules : [];
}

/** Whether the whole file has a valid schema. */
function isWhole(value: unknown, names: readonly NamedRule[]): boolean {
  if (!isRecord(value) || names.length === 0 || names.length < rulesIn(value).length) return false;
  return fileSchema.safeParse({ ...value, rules: [] }).success;
}

/** The file without its rules, which are checked one by one. */
const fileSchema = rulesSchema.extend({ rules: z.tuple([]) });

/** Adds the position in the file to the problems of a rule. */
function withPosition(
  problems: readonly RuleProblem[],
  index: number,
  document: RulesDocument,
): readonly DeferredProblem[] {
  return problems.map(({ path, at, ...problem }) => () => ({
    ...document.position(['rules', index, ...path], at),
    ...problem,
  }));
}

/** Finds rules that have the name of an earlier rule. */
function duplicateNames(rules: readonly NamedRule[], document: RulesDocument): readonly DeferredProblem[] {
  const firsts = new Map<string, number>();
  return rules.flatMap(({ name, index }) => {
    const first = firsts.get(name);
    if (first === undefined) {
      firsts.set(name, index);
      return [];
    }
    return [
      () => ({
        ...document.position(['rules', index, 'name']),
        what: `two rules are named "${name}"`,
        why: `the first is on line ${document.position(['rules', first, 'name']).line}, and the tags of an alias contain the name of its rule`,
        instead: 'give this one another name',
      }),
    ];
  });
}

/**
 * How many times a fallback is compared with a template. A file with three hundred rules and a fallback in each stays below
 * this limit. With thousands of templates that begin with the same text, loading would take minutes.
 */
const MOST_COMPARED = 100_000;

/** Finds fallbacks that are aliases of a rule, because OSS cannot read a symlink that points at a symlink. */
function fallbackProblems(ruleSet: RuleSet, document: RulesDocument): readonly DeferredProblem[] {
  let compared = 0;
  return ruleSet.rules.flatMap(({ fallback }, index) => {
    if (fallback === undefined) return [];
    compared += ruleSet.templatesByPrefix.find(fallback).length;
    if (compared > MOST_COMPARED) return [];
    const owner = ownerOfAlias(ruleSet, fallback);
    if (owner === undefined || candidateRuleOf(ruleSet, fallback) !== undefined) return [];
    return [
      () => ({
        ...document.position(['rules', index, 'onDelete', 'fallback']),
        what: `the fallback ${fallback} is an alias itself`,
        why: `"${owner.template.text}" of rule ${owner.rule.name} produces it, and a symlink to a symlink cannot be read`,
        instead: 'name an object that is not an alias',
      }),
    ];
  });
}

/** Finds aliases that would themselves be candidates. */
function loopProblems(ruleSet: RuleSet, document: RulesDocument): readonly DeferredProblem[] {
  return findLoops(ruleSet).map(({ rule, template, alias, candidateOf }) => () => ({
    ...document.position(['rules', ruleSet.rules.indexOf(rule), 'aliases', rule.templates.indexOf(template)]),
    what: `the alias "${template.text}" is a loop`,
    why: `${alias} would itself be a candidate of rule "${candidateOf.name}"`,
    instead: 'write an alias key that no rule matches, or narrow match or the order',
  }));
}

/**
 * Finds aliases whose keys end like those of markers, so that writing one would withdraw objects. Other templates can still
 * produce such a key for some candidates. Handlers do not write that alias.
 */
function markerProblems(ruleSet: RuleSet, document: RulesDocument): readonly DeferredProblem[] {
  return ruleSet.rules.flatMap(({ templates }, index) =>
    templates.flatMap(({ start, rest, text }, at): readonly DeferredProblem[] => {
      const end = rest.pieces.length === 0 ? start : literalEnd(rest.pieces);
      if (!end.endsWith(MARKER_NAME)) return [];
      const rule = ruleSet.rules.find(
        ({ markers, prefix }) => markers !== undefined && (start.startsWith(prefix) || prefix.startsWith(start)),
      );
      if (rule === undefined) return [];
      return [
        () => ({
          ...document.position(['rules', index, 'aliases', at]),
          what: `the alias "${text}" is the key of a marker`,
          why: `an object whose key ends in ${MARKER_NAME} withdraws objects of rule "${rule.name}"`,
          instead: `write an alias key with another end, or withdraw: false in rule "${rule.name}"`,
        }),
      ];
    }),
  );
}
