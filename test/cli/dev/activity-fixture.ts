import type { AliasDecision, Decision, SweepDecision } from '../../../src/local/cloud/decision.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
  - name: photos
    match: { prefix: photos/, regex: '^photos/(?<file>[^/]+)$' }
    order: { by: uploaded }
    aliases: [newest]
`;

export const RULE_SET = parseRules(RULES, 'rules.yaml');

const INVOCATION = { functionName: 'object-events', requestId: 'r1' };

/** As the function logs an alias that moved. */
export function moved(fields: Partial<AliasDecision> = {}): AliasDecision {
  return {
    ...INVOCATION,
    kind: 'alias',
    level: 'info',
    bucket: 'demo',
    event: 'ObjectCreated:PutObject releases/app/1.10.0/app.tgz',
    rule: 'app',
    alias: 'releases/app/latest/app.tgz',
    action: 'pointed',
    from: 'releases/app/1.9.0/app.tgz',
    to: 'releases/app/1.10.0/app.tgz',
    why: 'the greatest candidate',
    ...fields,
  };
}

export function swept(actions: Readonly<Record<string, number>>, fields: Partial<SweepDecision> = {}): SweepDecision {
  return {
    ...INVOCATION,
    functionName: 'sweep',
    kind: 'sweep',
    level: 'info',
    event: 'sweep',
    action: 'swept',
    aliases: Object.values(actions).reduce((sum, n) => sum + n, 0),
    actions,
    dangling: 0,
    requests: 1,
    ...fields,
  };
}

export function note(level: Decision['level'], why: string, key?: string): Decision {
  return {
    ...INVOCATION,
    kind: 'note',
    level,
    action: 'skipped',
    why,
    ...(key === undefined ? {} : { key }),
  };
}
