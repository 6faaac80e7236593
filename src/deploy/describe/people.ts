import { ANY, text as exactly, KEYS, type Language, sequence } from '../../lint/language/language.ts';
import { createSearch } from '../../lint/language/search.ts';
import { findCandidate } from '../../lint/witness/find-witness.ts';
import { MARKER_NAME } from '../../rules/match/marker-place.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { STATE_PREFIX } from '../../state-key.ts';
import type { Persona, Statement } from '../deployment.ts';
import type { DeploymentSettings } from '../settings.ts';
import { type Text, text, variable } from '../text.ts';
import {
  covers,
  type KeyPattern,
  literalPattern,
  notCoveredBy,
  type RulePatterns,
  rulePatterns,
} from './key-patterns.ts';
import { MOST_POLICY_BYTES, policyBytes } from './policy-size.ts';
import { BUCKET, FAILED_EVENTS, objects } from './rights.ts';

/** The policies for people, and remarks about them. */
export interface People {
  readonly people: readonly Persona[];
  readonly notes: readonly string[];
}

/** Policies for those who upload, read, and move aliases. */
export function describePeople(ruleSet: RuleSet, settings: DeploymentSettings): People {
  const exact = rulePatterns(ruleSet);
  const deniable = deniablePatterns(ruleSet, exact.aliases);
  const uploader = fitting(settings, (most) => upload(rulePatterns(ruleSet, most), deniable.slice(0, most)));
  const reader = fitting(settings, (most) => [look(rulePatterns(ruleSet, most))]);
  const operator = fitting(settings, (most) => operate(rulePatterns(ruleSet, most)));
  const open = exact.aliases.filter((pattern) => !deniable.includes(pattern));
  return {
    people: [
      {
        id: 'uploader',
        description: 'Uploads objects, for example in CI. It cannot write aliases, and cannot withdraw objects.',
        statements: uploader,
      },
      {
        id: 'reader',
        description: 'Reads objects through their aliases.',
        statements: reader,
      },
      {
        id: 'operator',
        description: 'Pins, withdraws and rolls back on the store itself, with the autoalias commands.',
        statements: operator,
      },
      {
        id: 'operator-api',
        description:
          'Calls the functions, reads their logs, and reads and deletes failed events. It has no rights on the bucket.',
        statements: CALL,
      },
    ],
    notes: openNotes(open),
  };
}

/** How many patterns a note names. */
const MOST_NAMED = 5;

export function openNotes(open: readonly KeyPattern[]): readonly string[] {
  if (open.length === 0) return [];
  const named = open.slice(0, MOST_NAMED).map((pattern) => JSON.stringify(pattern));
  const more = open.length > MOST_NAMED ? ` and ${open.length - MOST_NAMED} more` : '';
  return [
    `The policy of the uploader does not deny ${named.join(', ')}${more}, because keys of candidates can match too. So an uploader can write these aliases. Move them to a folder without candidates to change that.`,
  ];
}

/** The first statements that fit into a policy. */
function fitting(settings: DeploymentSettings, describe: (most: number) => readonly Statement[]): readonly Statement[] {
  const sizes = [Number.POSITIVE_INFINITY, 40, 20, 10, 5, 2, 1];
  const all = sizes.map(describe);
  return all.find((statements) => policyBytes(statements, settings) <= MOST_POLICY_BYTES) ?? all.at(-1) ?? [];
}

/** How many steps the search for candidates takes, for all patterns together. It is about a second. */
const MOST_STEPS = 10_000_000;

/** The alias patterns that match no candidate. Denying another one would refuse uploads. */
export function deniablePatterns({ rules }: RuleSet, aliases: readonly KeyPattern[]): readonly KeyPattern[] {
  const budget = { left: MOST_STEPS };
  const search = createSearch(budget);
  return aliases.filter((pattern) => {
    const keys = globLanguage(pattern);
    const start = /^[^*?]*/.exec(pattern)?.[0] ?? '';
    return rules.every((rule) => {
      const { prefix } = rule;
      const common = literalPattern(prefix);
      if (!common.startsWith(start) && !start.startsWith(common)) return true;
      if (findCandidate(rule, { in: [keys] }, search) !== undefined) return false;
      // A search that ran out of steps proves nothing, and a regex with unsupported syntax has no known candidates.
      if (budget.left <= 0) return false;
      return rule.shape !== undefined || search({ in: [KEYS, keys, sequence(exactly(prefix), ANY)] }).isEmpty;
    });
  });
}

function globLanguage(pattern: KeyPattern): Language {
  const one: Language = { kind: 'set', source: '[\\s\\S]' };
  return sequence(...[...pattern].map((part) => (part === '*' ? ANY : part === '?' ? one : exactly(part))));
}

function upload({ candidates, markers }: RulePatterns, deniable: readonly KeyPattern[]): readonly Statement[] {
  const own = `${STATE_PREFIX}*`;
  const denied = [...deniable, ...markers, ...(candidates.some((one) => covers(one, own)) ? [own] : [])];
  return [
    {
      effect: 'Allow',
      actions: ['oss:PutObject', 'oss:AbortMultipartUpload', 'oss:ListParts'],
      resources: candidates.map(objects),
      why: 'PutObject covers form and append uploads, and multipart uploads from start to end.',
    },
    ...(denied.length === 0
      ? []
      : [
          {
            effect: 'Deny',
            actions: ['oss:PutObject', 'oss:DeleteObject', 'oss:DeleteObjectVersion', 'oss:PutObjectAcl'],
            resources: denied.map(objects),
            why: `Deny takes precedence over Allow. Only autoalias writes aliases, and an upload that ends with ${MARKER_NAME} would withdraw an object.`,
          } as const,
        ]),
  ];
}

function look({ candidates, aliases, fallbacks }: RulePatterns): Statement {
  return {
    effect: 'Allow',
    actions: ['oss:GetObject'],
    resources: [...candidates, ...new Set(notCoveredBy([...aliases, ...fallbacks], candidates))].map(objects),
    why: 'A read through a symlink needs the right for the alias and for its target.',
  };
}

function operate(patterns: RulePatterns): readonly Statement[] {
  const written = [...new Set([...patterns.aliases, ...patterns.markers])];
  return [
    { ...look(patterns), actions: ['oss:GetObject', 'oss:GetObjectVersion'] },
    {
      effect: 'Allow',
      actions: ['oss:PutObject', 'oss:PutObjectTagging', 'oss:DeleteObject'],
      resources: written.map(objects),
      why: 'Writes aliases and markers, nothing else.',
    },
    {
      effect: 'Allow',
      actions: ['oss:ListObjects', 'oss:ListObjectVersions'],
      resources: [BUCKET],
      listed: patterns.listed.map((prefix) => text`${prefix}`),
      why: 'Lists candidates and aliases. Name a prefix in each command, such as `autoalias status releases/`.',
    },
    {
      effect: 'Allow',
      actions: ['oss:GetBucketVersioning'],
      resources: [BUCKET],
      why: 'Shows whether the bucket is versioned.',
    },
  ];
}

function ofFunction(ending: string): Text {
  return text`acs:fc:${variable('region')}:${variable('account')}:functions/${variable('name')}-${ending}`;
}

const QUIET_FUNCTIONS = ['object-events', 'sweep'] as const;
const FUNCTIONS = [...QUIET_FUNCTIONS, 'http'] as const;

const CALL: readonly Statement[] = [
  {
    effect: 'Allow',
    actions: ['fc:InvokeFunction'],
    resources: FUNCTIONS.flatMap((id) => [ofFunction(id), ofFunction(`${id}/*`)]),
    why: 'Starts a sweep, sends an event again, and calls the HTTP API if it requires a signature.',
  },
  {
    effect: 'Allow',
    actions: ['fc:GetFunction', 'fc:ListTriggers', 'fc:GetTrigger'],
    resources: QUIET_FUNCTIONS.flatMap((id) => [ofFunction(id), ofFunction(`${id}/*`)]),
    why: 'Shows what is deployed. The HTTP function is left out, because GetFunction would show its token.',
  },
  {
    effect: 'Allow',
    actions: ['log:GetLogStoreLogs'],
    resources: [
      text`acs:log:${variable('region')}:${variable('account')}:project/${variable('logProject')}/logstore/${variable('logstore')}`,
    ],
    why: 'Reads the decisions of the functions.',
  },
  {
    effect: 'Allow',
    actions: [
      'mns:PeekMessage',
      'mns:BatchPeekMessage',
      'mns:ReceiveMessage',
      'mns:BatchReceiveMessage',
      'mns:ChangeMessageVisibility',
      'mns:DeleteMessage',
    ],
    resources: [text`acs:mns:${variable('region')}:${variable('account')}:/queues/${FAILED_EVENTS}/messages`],
    why: 'Reads failed events, returns them to the queue, and deletes those that are handled.',
  },
];
