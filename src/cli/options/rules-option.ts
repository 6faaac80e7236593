import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import ownRules from '../../../functions/autoalias.yaml';
import { type DeploymentRules, readDeploymentRules } from '../../handlers/function/deployment-rules.ts';
import { readRulesText } from './read-rules-text.ts';

export interface RulesFlag {
  readonly rules?: string;
}

/** Where rules are read from by default. If none exists, the rules that the functions were built with. */
const USUAL = ['autoalias.yaml', 'functions/autoalias.yaml'];

export function addRulesOption(command: Command): Command {
  return command.option(
    '--rules <file>',
    `rules file [default: the rules of the deployment, from its API, if there is one; else AUTOALIAS_RULES, ${USUAL.join(', ')}, or the built-in rules]`,
  );
}

/** The rules that flags and environment name. Throws RulesInvalid, or `config-invalid` for a file that cannot be read. */
export function loadRules(flag: RulesFlag, env: Readonly<Record<string, string | undefined>>): DeploymentRules {
  const { text, file, from } = rulesText(flag, env);
  return { ...readDeploymentRules(text, file), source: from };
}

/** The text of the rules, not yet parsed, and the file name for messages about it. */
export function rulesText(
  flag: RulesFlag,
  env: Readonly<Record<string, string | undefined>>,
): { readonly text: string; readonly file: string; readonly from: string } {
  const named = flag.rules ?? (env.AUTOALIAS_RULES === '' ? undefined : env.AUTOALIAS_RULES);
  const file = named ?? USUAL.find((usual) => existsSync(usual));
  return file === undefined
    ? { text: ownRules, file: 'autoalias.yaml', from: 'the rules that the functions were built with' }
    : { text: readRulesText(file), file, from: file };
}
