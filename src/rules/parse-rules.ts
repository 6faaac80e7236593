import { compileRule } from './compile-rule.ts';
import { findLoop } from './find-loop.ts';
import { candidateRuleOf, ownerOfAlias } from './match-key.ts';
import type { Rule } from './rule.ts';
import { createRuleSet, type RuleSet } from './rule-set.ts';
import { type Path, parseDocumentText, type RulesDocument } from './rules-document.ts';
import { RulesInvalid, type RulesProblem } from './rules-problem.ts';
import { rulesSchema, type WrittenRules } from './rules-schema.ts';
import { schemaProblems } from './schema-problems.ts';

/**
 * Reads a rules file (YAML or JSON). Whatever is wrong is refused here, all of it at once.
 *
 * @param file the name that messages begin with.
 * @throws RulesInvalid
 */
export const parseRules = (text: string, file: string): RuleSet => {
  const document = parseDocumentText(text, file);
  const written = rulesSchema.safeParse(document.value);
  if (!written.success) throw new RulesInvalid(file, schemaProblems(written.error.issues, document));
  const problems: RulesProblem[] = [...twins(written.data, document)];
  const rules = written.data.rules.flatMap((rule, index): readonly Rule[] => {
    const compiled = compileRule(rule);
    if ('name' in compiled) return [compiled];
    problems.push(
      ...compiled.map(({ path, at, ...problem }) => ({
        ...document.position(['rules', index, ...path], at),
        ...problem,
      })),
    );
    return [];
  });
  const ruleSet = createRuleSet(rules);
  if (problems.length === 0) problems.push(...loops(ruleSet, document), ...linkedFallbacks(ruleSet, document));
  if (problems.length > 0) throw new RulesInvalid(file, problems);
  return ruleSet;
};

const twins = ({ rules }: WrittenRules, document: RulesDocument): readonly RulesProblem[] =>
  rules.flatMap(({ name }, index) => {
    const first = rules.findIndex((other) => other.name === name);
    if (first === index) return [];
    return [
      {
        ...document.position(['rules', index, 'name']),
        what: `two rules are named "${name}"`,
        why: `the first stands on line ${document.position(['rules', first, 'name']).line}, and the tags of an alias name its rule`,
        instead: 'give this one another name',
      },
    ];
  });

/** A link to a link cannot be read. */
const linkedFallbacks = (ruleSet: RuleSet, document: RulesDocument): readonly RulesProblem[] =>
  ruleSet.rules.flatMap(({ fallback }, index) => {
    const owner = fallback === undefined ? undefined : ownerOfAlias(ruleSet, fallback);
    if (owner === undefined || candidateRuleOf(ruleSet, fallback ?? '') !== undefined) return [];
    return [
      {
        ...document.position(['rules', index, 'onDelete', 'fallback']),
        what: `the fallback ${fallback} is an alias itself`,
        why: `"${owner.form.text}" of rule ${owner.rule.name} gives it, and a link to a link cannot be read`,
        instead: 'name an object that no rule writes',
      },
    ];
  });

const loops = (ruleSet: RuleSet, document: RulesDocument): readonly RulesProblem[] =>
  ruleSet.rules.flatMap((rule, ruleIndex) =>
    rule.forms.flatMap((form, formIndex) => {
      const loop = findLoop(ruleSet, rule, form);
      if (loop === undefined) return [];
      const path: Path = ['rules', ruleIndex, 'aliases', formIndex];
      return [
        {
          ...document.position(path),
          what: `the alias "${form.text}" is a loop`,
          why: `${loop.alias} would itself be a candidate of rule "${loop.candidateOf.name}"`,
          instead: 'put the alias where no rule matches, or narrow the regex or the order',
        },
      ];
    }),
  );
