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

/** Rules, and what to call where they came from. */
export interface LoadedRules {
  readonly ruleSet: RuleSet;
  readonly from: string;
}

export const loadRules = (flag: RulesFlag, env: Readonly<Record<string, string | undefined>>): LoadedRules => {
  const { text, file, from } = rulesText(flag, env);
  return { ruleSet: parseRules(text, file), from };
};

/** The text of the rules, not yet looked at, and the name that messages about it begin with. */
export const rulesText = (
  flag: RulesFlag,
  env: Readonly<Record<string, string | undefined>>,
): { readonly text: string; readonly file: string; readonly from: string } => {
  const named = flag.rules ?? (env.AUTOALIAS_RULES === '' ? undefined : env.AUTOALIAS_RULES);
  const file = named ?? USUAL.find((usual) => existsSync(usual));
  return file === undefined
    ? { text: ownRules, file: 'autoalias.yaml', from: 'the rules that the functions were built with' }
    : { text: readRulesText(file), file, from: file };
};
