import * as z from 'zod';
import { compileRules } from '../compile/compile-rule.ts';
import { findLoops } from '../compile/find-loops.ts';
import type { RuleProblem } from '../compile/rule-problem.ts';
import { MARKER_NAME } from '../match/marker-place.ts';
import { candidateRuleOf, ownerOfAlias } from '../match/match-key.ts';
import { literalEnd, literalStart } from '../pattern/template.ts';
import { createRuleSet, type RuleSet } from '../rule-set.ts';
import { parseDocumentText, type RulesDocument } from './rules-document.ts';
import { type DeferredProblem, RulesInvalid } from './rules-problem.ts';
import { ruleSchema, rulesSchema, type WrittenRule } from './rules-schema.ts';
import { schemaProblems } from './schema-problems.ts';

/**
 * Parses and compiles a rules file (YAML or JSON).
 *
 * @param file the file name, for messages.
 * @throws RulesInvalid with all problems of the file.
 */
export function parseRules(text: string, file: string): RuleSet {
  const document = parseDocumentText(text, file);
  const written = rulesSchema.safeParse(document.value);
  const readable = written.success
    ? written.data.rules.map((rule, index) => ({ rule, index }))
    : readableRules(document.value);
  const compiled = compileRules(readable.map(({ rule }) => rule)).map((one, i) => ({
    index: readable[i]?.index ?? i,
    compiled: one,
  }));
  const problems: DeferredProblem[] = [
    ...(written.success ? [] : schemaProblems(written.error.issues, document)),
    ...duplicateNames(readable, document),
    ...compiled.flatMap((one) => ('name' in one.compiled ? [] : withPosition(one.compiled, one.index, document))),
  ];
  const ruleSet = createRuleSet(compiled.flatMap((one) => ('name' in one.compiled ? [one.compiled] : [])));
  if (problems.length === 0) {
    const find = [loopProblems, markerProblems, fallbackProblems];
    problems.push(...find.flatMap((problemsOf) => problemsOf(ruleSet, document)));
  }
  if (problems.length > 0) throw new RulesInvalid(file, problems);
  return ruleSet;
}

/** A rule and its index in the list. */
interface IndexedRule {
  readonly rule: WrittenRule;
  readonly index: number;
}

const fileSchema = z.object({ rules: z.array(z.unknown()) });

/** The rules of an invalid file that have a valid schema. Their other problems are reported in the same run. */
function readableRules(value: unknown): readonly IndexedRule[] {
  return (fileSchema.safeParse(value).data?.rules ?? []).flatMap((one, index) => {
    const rule = ruleSchema.safeParse(one);
    return rule.success ? [{ rule: rule.data, index }] : [];
  });
}

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
function duplicateNames(rules: readonly IndexedRule[], document: RulesDocument): readonly DeferredProblem[] {
  const firsts = new Map<string, number>();
  return rules.flatMap(({ rule: { name }, index }) => {
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
    templates.flatMap(({ pieces, text }, at): readonly DeferredProblem[] => {
      if (!literalEnd(pieces).endsWith(MARKER_NAME)) return [];
      const start = literalStart(pieces);
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
