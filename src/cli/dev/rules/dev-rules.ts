import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ownRules from '../../../../functions/autoalias.yaml';
import type { CloudRules } from '../../../local/cloud/cloud-options.ts';
import { queuePlace } from '../../../local/queue/queue-place.ts';
import { parseRules } from '../../../rules/file/parse-rules.ts';
import { watchedPrefixes } from '../../../rules/match/covering-prefixes.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import { readRulesText } from '../../options/read-rules-text.ts';
import { keepRulesSnapshot } from './rules-snapshot.ts';

/** The rules that `autoalias dev` starts with. */
export interface DevRules {
  readonly text: string;
  readonly ruleSet: RuleSet;
  /** The file that a person edits; absent if the rules were built in. */
  readonly file?: string;
  /** Whether they are the rules that were built into the functions. */
  readonly areBuiltIn: boolean;
}

/** The rules file in a checkout from which the functions were built. */
const BUILT_FROM = join('functions', 'autoalias.yaml');

/**
 * Reads the rules: of a file, or else those that were built in. In the checkout from which they were built, `file` names
 * their source, so that changes to it take effect.
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

/**
 * Converts the rules for the local cloud. Rules of a file are copied to the data directory, where edits do not change
 * them.
 */
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
