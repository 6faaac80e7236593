import { compileRules } from '../rules/compile/compile-rule.ts';
import { parseDocumentText, type RulesDocument } from '../rules/file/rules-document.ts';
import { RulesInvalid } from '../rules/file/rules-problem.ts';
import { rulesSchema, type WrittenRules } from '../rules/file/rules-schema.ts';
import { createRuleSet, type RuleSet } from '../rules/rule-set.ts';
import { ambiguousKeys } from './checks/ambiguous-keys.ts';
import { competingFiles } from './checks/competing-files.ts';
import { emptyBounds } from './checks/empty-bounds.ts';
import { firstFile } from './checks/first-file.ts';
import { longLifetime } from './checks/long-lifetime.ts';
import { loops } from './checks/loops.ts';
import { openAliases } from './checks/open-aliases.ts';
import { orderTraps } from './checks/order-traps.ts';
import { overlaps } from './checks/overlaps.ts';
import { permissions } from './checks/permissions.ts';
import { regexSize } from './checks/regex-size.ts';
import { triggers } from './checks/triggers.ts';
import { unreachable } from './checks/unreachable.ts';
import { wideListing } from './checks/wide-listing.ts';
import { aliasesAmongCandidates, widePrefix } from './checks/wide-prefix.ts';
import type { Finding } from './finding.ts';
import { createSetReader } from './language/alphabet.ts';
import { createSearch } from './language/search.ts';
import type { Check, LintContext } from './lint-context.ts';
import type { OssTriggers } from './oss-trigger.ts';
import type { Policy, RolePermissions } from './policy.ts';
import { rolePermissions } from './role-permissions.ts';

/** A finding with its line and column in the file, both 1-based. */
export interface PlacedFinding extends Omit<Finding, 'path'> {
  readonly line: number;
  readonly column: number;
}

/** The optional inputs of a lint: the permissions and triggers to check the rules against. */
export interface LintInputs {
  readonly policy?: Policy | undefined;
  /** The permissions of single roles, as a function of the rules: it knows what the rules need. */
  readonly roles?: ((ruleSet: RuleSet) => readonly RolePermissions[]) | undefined;
  readonly triggers?: OssTriggers | undefined;
  /** Whether listings of the store show which keys are symlinks. Default: yes. */
  readonly listsLinks?: boolean | undefined;
}

/**
 * The step limit of each check. Using it up takes about two seconds. A rule needs 30,000 steps. If rules share a prefix, each
 * pair of them also needs as many.
 */
function stepsFor({ rules }: RuleSet): number {
  return 20_000_000 + 40_000 * rules.length;
}

/** Finds all probable mistakes in a rules file, in the order of the file. The result is empty if the rules are invalid. */
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
    CHECKS.flatMap(([subject, check]) => check(contextOf(subject))),
    loaded.document,
  );
}

/**
 * Follows each loop in a rules file to its end, for a file that was rejected because of loops. The result is empty if the
 * file has other problems.
 */
export function traceLoops(text: string, file: string): readonly PlacedFinding[] {
  const loaded = loadRules(text, file);
  if (loaded === undefined) return [];
  return place(loops(createContexts(loaded, {})('loops')), loaded.document);
}

/** Returns a function that creates the context of a check. Each check has its own budget. */
function createContexts(
  { ruleSet, written }: LoadedRules,
  { policy, roles, triggers, listsLinks = true }: LintInputs,
  mostSteps = stepsFor(ruleSet),
) {
  const setContains = createSetReader();
  const compared = roles?.(ruleSet) ?? [];
  return (subject: string): LintContext => {
    const budget = { left: mostSteps };
    return {
      ruleSet,
      written,
      policy,
      roles: compared,
      triggers,
      listsLinks,
      budget,
      subject,
      search: createSearch(budget, setContains),
    };
  };
}

/** Rules that compile. */
interface LoadedRules {
  readonly ruleSet: RuleSet;
  readonly written: WrittenRules;
  readonly document: RulesDocument;
}

/** Compiles a rules file. Accepts loops, which `parseRules` rejects. Returns undefined if the rules are invalid. */
function loadRules(text: string, file: string): LoadedRules | undefined {
  const document = readDocument(text, file);
  const written = rulesSchema.safeParse(document?.value);
  if (document === undefined || !written.success) return undefined;
  const compiled = [...compileRules(written.data.rules)];
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

/** All checks, each with its subject as a plural noun. */
export const CHECKS: readonly (readonly [subject: string, check: Check])[] = [
  ['overlaps', overlaps],
  ['unreachable rules and aliases', unreachable],
  ['empty limits', emptyBounds],
  ['versions that the order handles unexpectedly', orderTraps],
  ['loops', loops],
  ['aliases in folders that uploaders choose', openAliases],
  ['files that compete for one alias', competingFiles],
  ['ambiguous key templates', ambiguousKeys],
  ['large regexes', regexSize],
  ['releases that one file makes complete', firstFile],
  ['wide prefixes', widePrefix],
  ['aliases among candidates', aliasesAmongCandidates],
  ['wide listings', wideListing],
  ['long lifetimes in caches', longLifetime],
  ['missing permissions', permissions],
  ['permissions of single roles', rolePermissions],
  ['triggers that conflict or are missing', triggers],
];
