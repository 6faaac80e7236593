import { AutoaliasError } from '../../autoalias-error.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { utf8Length } from '../../utf8-length.ts';
import type { BaiduDeployment, CfcFunction, CfcTrigger } from './baidu-deployment.ts';
import type { BaiduSettings } from './baidu-settings.ts';
import { bosEvents } from './bos-events.ts';
import { cfcFunctions } from './cfc-functions.ts';
import { CFC_LIMITS } from './cfc-limits.ts';
import { iamPolicies } from './iam-policy.ts';

/**
 * The deployment of a rules file on Baidu: functions of CFC, triggers, a notification rule, and policies.
 *
 * @throws AutoaliasError `config-invalid` if the environment of a function is larger than CFC accepts.
 */
export function describeBaidu(ruleSet: RuleSet, settings: BaiduSettings): BaiduDeployment {
  const { name, bucket = '<bucket>', region = '<region>' } = settings;
  const events = bosEvents(ruleSet, name);
  const access = iamPolicies(ruleSet, settings, bucket);
  const functions = cfcFunctions(settings, bucket, region);
  for (const one of functions) refuseLargeEnvironment(one);
  const schedule: CfcTrigger = {
    kind: 'crontab',
    name: `${name}-schedule`,
    function: 'sweep',
    schedule: settings.schedule,
  };
  // `{path+}` takes the rest of the path (CFC, page kjzmgugty).
  const http: CfcTrigger = {
    kind: 'http',
    name: `${name}-http`,
    function: 'http',
    path: '/v1/{path+}',
    methods: ['GET', 'POST'],
    auth: settings.http.auth,
  };
  return {
    settings,
    functions,
    triggers: [...events.triggers, schedule, http],
    notification: events.notification,
    policies: access.policies,
    notes: [...events.notes, ...access.notes, ...pathNotes(settings)],
  };
}

/** The longest value that a secret can have: a token has at most 256 characters. */
const LONGEST_SECRET = 256;

function refuseLargeEnvironment({ name, environment }: CfcFunction): void {
  const bytes = Object.entries(environment).reduce(
    (sum, [variable, value]) =>
      sum + utf8Length(variable) + (typeof value === 'string' ? utf8Length(value) : LONGEST_SECRET),
    0,
  );
  if (bytes <= CFC_LIMITS.environmentBytes) return;
  throw new AutoaliasError(
    'config-invalid',
    `the environment variables of ${name} have ${bytes} bytes, and CFC accepts ${CFC_LIMITS.environmentBytes}; shorten the lists of --tokens and --oidc`,
  );
}

function pathNotes({ deadLetterTopic, hasCredentials }: BaiduSettings): readonly string[] {
  return [
    ...(deadLetterTopic === undefined
      ? [
          'Events that fail in every attempt are dropped, and the next sweep repairs their aliases. To keep them, name a topic with --dead-letter-topic.',
        ]
      : []),
    ...(hasCredentials
      ? []
      : [
          'The functions have no credentials of their own. Whether CFC passes credentials to sweeps and HTTP calls is not documented.',
        ]),
  ];
}
