import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ownRules from '../../../functions/autoalias.yaml';
import type { CloudRules } from '../../local/cloud-options.ts';
import { queuePlace } from '../../local/queue/queue-place.ts';
import { watchedPrefixes } from '../../rules/covering-prefixes.ts';
import { parseRules } from '../../rules/parse-rules.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { readRulesText } from '../read-rules-text.ts';
import { keepRulesSnapshot } from './rules-snapshot.ts';

/** The rules that `autoalias dev` starts with. */
export interface DevRules {
  readonly text: string;
  readonly ruleSet: RuleSet;
  /** The file that a person edits; absent where the rules were built in. */
  readonly file?: string;
  /** They are those that were built into the functions. */
  readonly areBuiltIn: boolean;
}

/** Where the rules stand in a checkout that the functions were built from. */
const BUILT_FROM = join('functions', 'autoalias.yaml');

/**
 * Reads the rules. Without a rules file they are the built-in ones; started in the checkout that they were built from,
 * their file is still known, so that changes to it count.
 */
export function openDevRules(rulesFile: string | undefined, directory: string): DevRules {
  if (rulesFile !== undefined) {
    const text = readRulesText(rulesFile);
    return { text, ruleSet: parseRules(text, rulesFile), file: rulesFile, areBuiltIn: false };
  }
  const builtIn = { text: ownRules, ruleSet: parseRules(ownRules, 'autoalias.yaml'), areBuiltIn: true };
  const source = join(directory, BUILT_FROM);
  return existsSync(source) && readRulesText(source) === ownRules ? { ...builtIn, file: source } : builtIn;
}

/** The same as the local cloud takes them: those of a file as a copy in the data directory, which no edit changes. */
export function cloudRules(
  { text, ruleSet, file }: Pick<DevRules, 'text' | 'ruleSet' | 'file'>,
  dataDir: string,
): CloudRules {
  return {
    ...(file === undefined ? {} : { rulesFile: keepRulesSnapshot(dataDir, text, file), rulesSource: file }),
    triggerPrefixes: watchedPrefixes(ruleSet),
    watchLinks: ruleSet.rules.some(({ guard }) => guard),
    queuePlace: (bucket, key) => queuePlace(ruleSet, bucket, key),
  };
}
