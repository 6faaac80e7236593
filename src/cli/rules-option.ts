import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import ownRules from '../../functions/autoalias.yaml';
import { AutoaliasError } from '../autoalias-error.ts';
import { parseRules } from '../rules/parse-rules.ts';
import type { RuleSet } from '../rules/rule-set.ts';

export interface RulesFlag {
  readonly rules?: string;
}

/** Where rules are looked for when none are named; the last resort is what the functions were built with. */
const USUAL = ['autoalias.yaml', 'functions/autoalias.yaml'];

export const addRulesOption = (command: Command): Command =>
  command.option('--rules <file>', `the rules [AUTOALIAS_RULES; default: ${USUAL.join(', ')}, or the functions' own]`);

export const loadRules = (flag: RulesFlag, env: Readonly<Record<string, string | undefined>>): RuleSet => {
  const named = flag.rules ?? (env.AUTOALIAS_RULES === '' ? undefined : env.AUTOALIAS_RULES);
  const file = named ?? USUAL.find((usual) => existsSync(usual));
  return file === undefined ? parseRules(ownRules, 'autoalias.yaml') : parseRules(readRulesText(file), file);
};

/** Throws AutoaliasError `config-invalid` for a file that cannot be read. */
export const readRulesText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AutoaliasError('config-invalid', `${file} cannot be read: ${why}; name a rules file that exists`, {
      cause,
    });
  }
};
