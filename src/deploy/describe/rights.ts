import type { RuleSet } from '../../rules/rule-set.ts';
import { STATE_PREFIX } from '../../state-key.ts';
import type { FunctionName, Statement } from '../deployment.ts';
import { DEFAULT_SETTINGS, type DeploymentSettings } from '../settings.ts';
import { type Text, text, variable } from '../text.ts';
import { type KeyPattern, type RulePatterns, rulePatterns } from './key-patterns.ts';
import { OBJECT_RIGHTS, type ObjectRight } from './object-rights.ts';
import { MOST_POLICY_BYTES, narrowestFit, policyBytes } from './policy-size.ts';

/** Objects of the bucket. The region of an OSS resource is always `*`. */
export function objects(pattern: KeyPattern): Text {
  return text`acs:oss:*:${variable('account')}:${variable('bucket')}/${pattern}`;
}

/** The bucket itself. */
export const BUCKET: Text = text`acs:oss:*:${variable('account')}:${variable('bucket')}`;

/** The name of the queue of failed events. */
export const FAILED_EVENTS: Text = text`${variable('name')}-failed-events`;

/** The name of the log project that a deployment creates. Project names are unique across all accounts. */
export const OWN_LOG_PROJECT: Text = text`${variable('name')}-${variable('region')}-${variable('account')}`;

/** The rights of a function. */
export interface Rights {
  readonly statements: readonly Statement[];
  /** Whether the patterns of keys are wider than the rules, because the policy would be too large. */
  readonly isWidened: boolean;
}

/** The fewest rights with which a function can do its work under the rules. */
export function rightsOf(id: FunctionName, ruleSet: RuleSet, settings: DeploymentSettings): Rights {
  const { result: statements, isWidened } = narrowestFit(
    (most) => [...objectRights(id, rulePatterns(ruleSet, most)), ...serviceRights(id, settings)],
    (all) => policyBytes(all, settings) <= MOST_POLICY_BYTES,
  );
  return { statements, isWidened };
}

/** The rights that a function uses, with every key as narrow as the rules allow. A policy may have to be wider to fit. */
export function exactRights(
  id: FunctionName,
  ruleSet: RuleSet,
  settings: Pick<DeploymentSettings, 'sweepTasks'> = DEFAULT_SETTINGS,
): readonly Statement[] {
  return [...objectRights(id, rulePatterns(ruleSet)), ...serviceRights(id, settings)];
}

/** A right on the bucket, as a statement of a RAM policy. */
function ramStatement({ operations, keys, listed, why }: ObjectRight): Statement {
  return {
    effect: 'Allow',
    actions: operations.map((operation) => `oss:${operation}`),
    resources: keys === 'bucket' ? [BUCKET] : keys.map(objects),
    ...(listed === undefined ? {} : { listed: listed.map((prefix) => text`${prefix}`) }),
    why,
  };
}

function objectRights(id: FunctionName, patterns: RulePatterns): readonly Statement[] {
  return OBJECT_RIGHTS[id](patterns).map(ramStatement);
}

/** What the sweep does with its own tasks. */
const TASKS: readonly Statement[] = [
  {
    effect: 'Allow',
    actions: ['oss:GetObject', 'oss:PutObject'],
    resources: [objects(`${STATE_PREFIX}sweep/*`)],
    why: 'The division of a sweep among tasks, and what each task has found.',
  },
  {
    effect: 'Allow',
    actions: ['fc:InvokeFunction'],
    resources: [ownFunction(''), ownFunction('/*')],
    why: 'Starts the tasks of a divided sweep (AUTOALIAS_SWEEP_TASKS), which the same function runs.',
  },
  {
    effect: 'Allow',
    actions: ['fc:ListAsyncTasks'],
    resources: [ownFunction('/async-tasks/*')],
    why: 'Shows which tasks run, so that failed ones are started again and no others.',
  },
];

function ownFunction(path: string): Text {
  return text`acs:fc:${variable('region')}:${variable('account')}:functions/${variable('name')}-sweep${path}`;
}

function serviceRights(id: FunctionName, { sweepTasks }: Pick<DeploymentSettings, 'sweepTasks'>): readonly Statement[] {
  const logs: Statement = {
    effect: 'Allow',
    actions: ['log:PostLogStoreLogs'],
    resources: [
      text`acs:log:${variable('region')}:${variable('account')}:project/${variable('logProject')}/logstore/${variable('logstore')}`,
    ],
    why: 'Writes logs.',
  };
  if (id === 'http') return [logs];
  return [
    ...(id === 'sweep' && sweepTasks > 0 ? TASKS : []),
    {
      effect: 'Allow',
      actions: ['mns:SendMessage'],
      resources: [text`acs:mns:${variable('region')}:${variable('account')}:/queues/${FAILED_EVENTS}/messages`],
      why: 'The platform sends to the failure destination with the role of the function (result callback page).',
    },
    logs,
  ];
}
