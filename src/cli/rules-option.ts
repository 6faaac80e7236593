import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import ownRules from '../../functions/autoalias.yaml';
import { parseRules } from '../rules/parse-rules.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { readRulesText } from './read-rules-text.ts';

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
