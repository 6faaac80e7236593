import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { codeOf, messageOf } from '../../../error-text.ts';
import { isAheadOf } from '../../../rules/ahead/ahead-rules.ts';
import { loadAhead } from '../../../rules/ahead/load-ahead.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import type { DeploymentRules } from '../deployment-rules.ts';
import type { Environment } from '../environment.ts';
import { readAheadFile } from './ahead-file.ts';
import { withLatePackages } from './late-package.ts';
import { rulesDigest } from './rules-digest.ts';

/** The rules of a deployment, unless AUTOALIAS_RULES names a file. */
export interface OwnRules {
  /** The text of the rules. */
  readonly rules: string;
  /** Loads what `rules` compiles to ahead. A package has a file with its own rules, so few functions load it. */
  readonly ahead?: () => Promise<{ readonly default: unknown }>;
  /** A file that replaces `rules` if it exists. */
  readonly rulesFile?: URL;
  /** A file with what the content of `rulesFile` compiles to ahead, as writeAheadFile writes it. */
  readonly aheadFile?: URL;
}

/** The file name of a deployment's own rules, for messages. */
const OWN_RULES = 'autoalias.yaml';

/**
 * Loads the rules of a deployment.
 *
 * @throws RulesInvalid for invalid rules. AutoaliasError `config-invalid` for a file that cannot be read.
 */
export async function loadRules(
  { rulesFile, rulesSource }: Pick<Environment, 'rulesFile' | 'rulesSource'>,
  own: OwnRules,
): Promise<DeploymentRules> {
  if (rulesFile === undefined) return loadOwnRules(own);
  const text = readText(rulesFile, 'set AUTOALIAS_RULES to a file that exists, or leave it empty');
  return readRules(text, rulesSource ?? rulesFile);
}

async function loadOwnRules({ rules, ahead, rulesFile, aheadFile }: OwnRules): Promise<DeploymentRules> {
  const text = rulesFile && readIfPresent(rulesFile);
  return text === undefined
    ? readOrLoadAhead(rules, async () => (await ahead?.())?.default)
    : readOrLoadAhead(text, async () => aheadFile && readIfUndamaged(aheadFile));
}

/** Reads the text only if nothing usable was compiled ahead for exactly this text, by exactly this version. */
async function readOrLoadAhead(text: string, aheadOf: () => Promise<unknown>): Promise<DeploymentRules> {
  const digest = rulesDigest(text);
  const ruleSet = await tryLoadAhead(await aheadOf(), digest);
  return ruleSet === undefined ? readRules(text, OWN_RULES) : { ruleSet, text, source: OWN_RULES, digest };
}

async function tryLoadAhead(ahead: unknown, digest: string): Promise<RuleSet | undefined> {
  if (!isAheadOf(ahead, digest)) return undefined;
  try {
    return await withLatePackages(() => loadAhead(ahead));
  } catch {
    // The text of the rules is complete without it. If the text is invalid too, reading it says why.
    return undefined;
  }
}

/** Reads rules from their text. What this needs is most of the program, so it is loaded only here. */
export async function readRules(text: string, source: string): Promise<DeploymentRules> {
  const { readDeploymentRules } = await import('../deployment-rules.ts');
  return withLatePackages(() => readDeploymentRules(text, source));
}

function readIfPresent(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw unreadable(fileURLToPath(file), cause, 'make it readable, or remove it');
  }
}

function readText(file: string, instead: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause, instead);
  }
}

function unreadable(file: string, cause: unknown, instead: string): AutoaliasError {
  const why = messageOf(cause);
  return new AutoaliasError('config-invalid', `the rules file ${file} cannot be read: ${why}; ${instead}`, { cause });
}

/** Undefined for a file that is absent, damaged or cannot be read: the text of the rules says the same. */
function readIfUndamaged(file: URL): unknown {
  try {
    return readAheadFile(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
