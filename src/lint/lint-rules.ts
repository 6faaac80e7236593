import { compileRules } from '../rules/compile/compile-rule.ts';
import { parseDocumentText, type RulesDocument } from '../rules/file/rules-document.ts';
import { RulesInvalid } from '../rules/file/rules-problem.ts';
import { rulesSchema, type WrittenRules } from '../rules/file/rules-schema.ts';
import { createRuleSet, type RuleSet } from '../rules/rule-set.ts';
import { competingFiles } from './checks/competing-files.ts';
import { emptyBounds } from './checks/empty-bounds.ts';
import { firstFile } from './checks/first-file.ts';
import { loops } from './checks/loops.ts';
import { openAliases } from './checks/open-aliases.ts';
import { overlaps } from './checks/overlaps.ts';
import { permissions } from './checks/permissions.ts';
import { regexSize } from './checks/regex-size.ts';
import { triggers } from './checks/triggers.ts';
import { unreachable } from './checks/unreachable.ts';
import { wideListing } from './checks/wide-listing.ts';
import { widePrefix } from './checks/wide-prefix.ts';
import type { Finding } from './finding.ts';
import { createSetReader } from './language/alphabet.ts';
import { createSearch } from './language/search.ts';
import type { Check, LintContext } from './lint-context.ts';
import type { OssTriggers } from './oss-trigger.ts';
import type { Policy } from './policy.ts';

/** A finding with its line and column in the file, both 1-based. */
export interface PlacedFinding extends Omit<Finding, 'path'> {
  readonly line: number;
  readonly column: number;
}

/** What the rules are checked against, in addition to the checks of the rules themselves. */
export interface LintInputs {
  readonly policy?: Policy | undefined;
  readonly triggers?: OssTriggers | undefined;
}

/**
 * The step limit of each check, which takes about two seconds. A rule takes 30,000 steps. If rules share a prefix, each pair
 * of them takes as many.
 */
function stepsFor({ rules }: RuleSet): number {
  return 20_000_000 + 40_000 * rules.length;
}

/** All findings for a rules file, in the order of the file. Empty if the rules are invalid. */
export function lintRules(
  text: string,
  file: string,
  against: LintInputs = {},
  mostSteps?: number,
): readonly PlacedFinding[] {
  const loaded = loadRules(text, file);
  if (loaded === undefined) return [];
  const contextOf = createContexts(loaded, against, mostSteps);
  return place(
    CHECKS.flatMap(([lookedFor, check]) => check(contextOf(lookedFor))),
    loaded.document,
  );
}

/** The loops in a file that was rejected because of them, each followed to its end. Empty if the file has other problems. */
export function traceLoops(text: string, file: string): readonly PlacedFinding[] {
  const loaded = loadRules(text, file);
  if (loaded === undefined) return [];
  return place(loops(createContexts(loaded, {})('loops')), loaded.document);
}

/** Each check gets its own budget, so that an expensive check does not prevent others. */
function createContexts(
  { ruleSet, written }: LoadedRules,
  { policy, triggers }: LintInputs,
  mostSteps = stepsFor(ruleSet),
) {
  const takes = createSetReader();
  return (lookedFor: string): LintContext => {
    const budget = { left: mostSteps };
    return { ruleSet, written, policy, triggers, budget, lookedFor, search: createSearch(budget, takes) };
  };
}

interface LoadedRules {
  readonly ruleSet: RuleSet;
  readonly written: WrittenRules;
  readonly document: RulesDocument;
}

/** The compiled rules, and the file as written, which has details that compiled rules lack. Undefined if it is invalid. */
function loadRules(text: string, file: string): LoadedRules | undefined {
  const document = readDocument(text, file);
  const written = rulesSchema.safeParse(document?.value);
  if (document === undefined || !written.success) return undefined;
  const compiled = compileRules(written.data.rules);
  const rules = compiled.flatMap((rule) => ('name' in rule ? [rule] : []));
  return rules.length === written.data.rules.length
    ? { ruleSet: createRuleSet(rules), written: written.data, document }
    : undefined;
}

function readDocument(text: string, file: string): RulesDocument | undefined {
  try {
    return parseDocumentText(text, file);
  } catch (error) {
    if (error instanceof RulesInvalid) return undefined;
    throw error;
  }
}

function place(findings: readonly Finding[], document: RulesDocument): readonly PlacedFinding[] {
  return findings
    .map(({ path, ...finding }) => ({ ...document.position(path), ...finding }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** All checks, each with what it looks for as a plural noun. */
export const CHECKS: readonly (readonly [lookedFor: string, check: Check])[] = [
  ['overlaps', overlaps],
  ['unreachable rules and aliases', unreachable],
  ['empty limits', emptyBounds],
  ['loops', loops],
  ['aliases in folders that uploaders choose', openAliases],
  ['files that compete for one alias', competingFiles],
  ['large regexes', regexSize],
  ['releases that one file makes complete', firstFile],
  ['wide prefixes', widePrefix],
  ['wide listings', wideListing],
  ['missing permissions', permissions],
  ['triggers that conflict or are missing', triggers],
];
