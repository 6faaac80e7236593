import { readFileSync } from 'node:fs';
import { describeDeployment } from '../../../src/deploy/describe-deployment.ts';
import { printRos } from '../../../src/deploy/print/ros/print-ros.ts';
import { DEFAULT_SETTINGS } from '../../../src/deploy/settings.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

/** What template.yml is: the output of `autoalias deploy --print ros` for the rules of the repository. */
export function templateOfRepository(): string {
  const file = 'functions/autoalias.yaml';
  return printRos(describeDeployment(parseRules(readFileSync(file, 'utf8'), file), DEFAULT_SETTINGS));
}
