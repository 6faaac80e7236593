import type { RuleSet } from '../../rules/rule-set.ts';
import { STATE_PREFIX } from '../../state-key.ts';
import type { FunctionName, Statement } from '../deployment.ts';
import { DEFAULT_SETTINGS, type DeploymentSettings } from '../settings.ts';
import { type Text, text, variable } from '../text.ts';
import { type KeyPattern, notCoveredBy, type RulePatterns, rulePatterns } from './key-patterns.ts';
import { MOST_POLICY_BYTES, policyBytes } from './policy-size.ts';

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

/** To how many patterns the lists of a policy are shortened, until it fits. */
const STEPS = [Number.POSITIVE_INFINITY, 40, 30, 20, 15, 10, 7, 5, 3, 2, 1] as const;

/** The fewest rights with which a function can do its work under the rules. */
export function rightsOf(id: FunctionName, ruleSet: RuleSet, settings: DeploymentSettings): Rights {
  for (const most of STEPS) {
    const statements = [...OBJECT_RIGHTS[id](rulePatterns(ruleSet, most)), ...serviceRights(id, settings)];
    if (policyBytes(statements, settings) <= MOST_POLICY_BYTES) {
      return { statements, isWidened: most !== Number.POSITIVE_INFINITY };
    }
  }
  // A single pattern of at most 1,023 bytes in each list always fits.
  return {
    statements: [...OBJECT_RIGHTS[id](rulePatterns(ruleSet, 1)), ...serviceRights(id, settings)],
    isWidened: true,
  };
}

/** The rights that a function uses, with every key as narrow as the rules allow. A policy may have to be wider to fit. */
export function exactRights(
  id: FunctionName,
  ruleSet: RuleSet,
  settings: Pick<DeploymentSettings, 'sweepTasks'> = DEFAULT_SETTINGS,
): readonly Statement[] {
  return [...OBJECT_RIGHTS[id](rulePatterns(ruleSet)), ...serviceRights(id, settings)];
}

type DescribeRights = (patterns: RulePatterns) => readonly Statement[];

const OBJECT_RIGHTS: Readonly<Record<FunctionName, DescribeRights>> = {
  'object-events': (patterns) => [
    read(patterns),
    ...write(patterns),
    list(
      patterns.listedByEvents,
      ['oss:ListObjects'],
      'Finds the candidates of an alias, and the aliases of a release.',
    ),
    list(
      patterns.aliases,
      ['oss:ListObjectVersions'],
      'Reads the earlier versions of an alias: pins, and deleted aliases.',
    ),
    versioning,
  ],
  sweep: (patterns) => [
    read(patterns),
    ...write(patterns),
    list(patterns.listed, ['oss:ListObjects'], 'Lists all candidates and aliases.'),
    list(
      patterns.aliases,
      ['oss:ListObjectVersions'],
      'Reads the earlier versions of an alias: pins, and deleted aliases.',
    ),
    facts,
    versioning,
  ],
  http: (patterns) => [
    read(patterns),
    ...write(patterns),
    ...markers(patterns),
    list(
      patterns.listed,
      ['oss:ListObjects', 'oss:ListObjectVersions'],
      'Lists candidates and aliases, and the versions that a history shows.',
    ),
    facts,
    versioning,
  ],
};

function read({ candidates, aliases, fallbacks }: RulePatterns): Statement {
  const besides = notCoveredBy([...aliases, ...fallbacks], candidates);
  return {
    effect: 'Allow',
    actions: ['oss:GetObject', 'oss:GetObjectVersion'],
    resources: [...candidates, ...new Set(besides)].map(objects),
    why: 'Reads candidates and aliases. GetSymlink and HeadObject have no action of their own: GetObject covers them.',
  };
}

function write({ aliases, deletable }: RulePatterns): readonly Statement[] {
  const why =
    'Writes aliases, and only below their keys. PutObject covers PutSymlink, which has no action of its own, so a role that can write an alias can also write an object there. PutSymlink with tags needs PutObjectTagging.';
  const actions = ['oss:PutObject', 'oss:PutObjectTagging'];
  const removing = 'Removes an alias without candidates. No function deletes a version (DeleteObjectVersion).';
  if (String(aliases) === String(deletable)) {
    const all = [...actions, 'oss:DeleteObject'];
    return [{ effect: 'Allow', actions: all, resources: aliases.map(objects), why: `${why} ${removing}` }];
  }
  return [
    { effect: 'Allow', actions, resources: aliases.map(objects), why },
    ...(deletable.length === 0
      ? []
      : [
          {
            effect: 'Allow',
            actions: ['oss:DeleteObject'],
            resources: deletable.map(objects),
            why: removing,
          } as const,
        ]),
  ];
}

function markers(patterns: RulePatterns): readonly Statement[] {
  if (patterns.markers.length === 0) return [];
  return [
    {
      effect: 'Allow',
      actions: ['oss:PutObject', 'oss:DeleteObject'],
      resources: patterns.markers.map(objects),
      why: 'Writes and deletes the markers that withdraw objects: POST /v1/withdraw, restore and rollback.',
    },
  ];
}

function list(prefixes: readonly KeyPattern[], actions: readonly string[], why: string): Statement {
  return {
    effect: 'Allow',
    actions,
    resources: [BUCKET],
    listed: prefixes.map((prefix) => text`${prefix}`),
    why,
  };
}

const versioning: Statement = {
  effect: 'Allow',
  actions: ['oss:GetBucketVersioning'],
  resources: [BUCKET],
  why: 'Shows whether the bucket is versioned. The action applies to the bucket, so it has no prefix.',
};

/** The folders are named one by one: a function that could write `code/` could replace the code of all functions. */
const facts: Statement = {
  effect: 'Allow',
  actions: ['oss:GetObject', 'oss:PutObject'],
  resources: [objects(`${STATE_PREFIX}facts/*`)],
  why: 'What a sweep has found right, so that the next one reads only what has changed (AUTOALIAS_STATE).',
};

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
