import { describe, expect, test } from 'vitest';
import {
  digestOfCandidates,
  digestOfLink,
  digestOfSubject,
  factOf,
  type ListedSubject,
  linksRead,
  MARGIN,
  type Verification,
} from '../../../src/aliases/facts/fact.ts';
import { META } from '../../../src/aliases/model/alias-record.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

function ruleOf(more = '') {
  const { rules } = parseRules(
    `version: 1
rules:
  - name: app
    match: { key: 'r/{version}/f' }
    order: { by: semver, on: version }
    aliases: ['r/latest']
    ${more}
`,
    'r.yaml',
  );
  const [rule] = rules;
  const [template] = rule?.templates ?? [];
  if (rule === undefined || template === undefined) throw new TypeError('no rule');
  return { rule, template };
}

const ALIAS = 'r/latest';
const WINNER = { key: 'r/2.0.0/f', lastModified: 5_000 };
const START = 1_000_000;
const OLD = { candidates: 'D', newest: 9_000, matures: undefined };
const LISTED = { etag: 'L', lastModified: 9_000 };

const subject: ListedSubject = {
  ...ruleOf(),
  name: ALIAS,
  group: undefined,
  state: { ...OLD, links: new Map([[ALIAS, LISTED]]) },
  hasLinks: true,
  unproven: [],
  winners: new Map([[ALIAS, WINNER]]),
};
const apart: ListedSubject = { ...subject, hasLinks: false, state: { ...OLD, links: new Map() } };

const link = (lastModified: number, metadata: Record<string, string> = {}) =>
  ({ found: 'symlink', target: WINNER.key, lastModified, headers: {}, metadata }) as const;
const object = (lastModified: number) =>
  ({ found: 'object', etag: 'E', size: 1, lastModified, headers: {}, metadata: {} }) as const;
const none = { found: 'none', deleteMarker: false } as const;

const verified: Verification = {
  subject,
  outcomes: new Map([[ALIAS, { action: 'unchanged', to: WINNER.key }]]),
  reads: { wrote: false, links: new Map([[ALIAS, [link(9_000)]]]), objects: new Map([[WINNER.key, [object(5_000)]]]) },
  start: START,
};

const absent: Verification = {
  subject: { ...subject, state: { ...OLD, links: new Map() }, winners: new Map() },
  outcomes: new Map([[ALIAS, { action: 'unchanged', to: null }]]),
  reads: { wrote: false, links: new Map([[ALIAS, [none]]]), objects: new Map() },
  start: START,
};

const withLinks = (...links: readonly (ReturnType<typeof link> | typeof none)[]): Verification => ({
  ...verified,
  reads: { ...verified.reads, links: new Map([[ALIAS, links]]) },
});
const withObjects = (...objects: readonly ReturnType<typeof object>[]): Verification => ({
  ...verified,
  reads: { ...verified.reads, objects: new Map([[WINNER.key, objects]]) },
});
const maturing = (matures: number): Verification => ({
  ...verified,
  subject: { ...subject, state: { ...subject.state, matures } },
});

const PIN = { [META.rule]: 'app', [META.base]: 'none', [META.templateDigest]: 'x', [META.pin]: 'why' };
const pinned = (until: number | undefined, to = 'r/1.0.0/f'): Verification => ({
  ...withLinks(link(9_000, { ...PIN, ...(until === undefined ? {} : { [META.until]: String(until) }) })),
  outcomes: new Map([[ALIAS, { action: 'pinned', to }]]),
  reads: {
    ...withLinks(link(9_000, { ...PIN, ...(until === undefined ? {} : { [META.until]: String(until) }) })).reads,
    objects: new Map([[to, [object(4_000)]]]),
  },
});

const RIGHT = { action: 'unchanged', aliases: 1, until: undefined };

describe('a fact', () => {
  test.each<[string, Verification, unknown]>([
    ['a right alias', verified, RIGHT],
    ['an alias that should not exist', absent, RIGHT],
    ['a candidate is too young', maturing(START + 1), { ...RIGHT, until: START + 1 }],
    ['a pin without an end', pinned(undefined), { ...RIGHT, action: 'pinned' }],
    ['a pin with an end', pinned(START + 5), { ...RIGHT, action: 'pinned', until: START + 5 }],
    ['links are listed elsewhere', { ...verified, subject: apart }, RIGHT],
    ['just old enough', { ...verified, start: 9_000 + MARGIN }, RIGHT],
  ])('%s', (_, verification, fact) => {
    expect(factOf(verification)).toEqual(fact);
  });
});

describe('no fact', () => {
  const outcome = (more: object) => ({
    ...verified,
    outcomes: new Map([[ALIAS, { action: 'unchanged', to: WINNER.key, ...more }]]),
  });

  test.each<[string, Verification]>([
    ['it was written', { ...verified, reads: { ...verified.reads, wrote: true } }],
    ['something is not old enough', { ...verified, start: 9_000 + MARGIN - 1 }],
    ['it is dangling', outcome({ dangling: true })],
    ...['pointed', 'removed', 'kept', 'refused', 'yielded', 'failed'].map((action): [string, Verification] => [
      `it is ${action}`,
      outcome({ action }),
    ]),
    ['it shows another object', outcome({ to: 'other' })],
    ['it is missing although there is a winner', outcome({ to: null })],
    ['the link was written since', withLinks(link(10_000))],
    ['the link is gone', withLinks(none)],
    ['the link changed between two reads', withLinks(link(8_000), link(9_000))],
    ['the link was not read', { ...verified, reads: { ...verified.reads, links: new Map() } }],
    ['the winner was written since', withObjects(object(6_000))],
    ['the winner changed between two reads', withObjects(object(5_000), object(6_000))],
    ['the winner was not read', { ...verified, reads: { ...verified.reads, objects: new Map() } }],
    ['a link appeared', { ...absent, reads: { ...absent.reads, links: new Map([[ALIAS, [link(9_000)]]]) } }],
    ['a candidate is old enough by the store’s clock', maturing(START)],
    ['the pin has ended by the store’s clock', pinned(START)],
    ['the pinned target is not a candidate', pinned(undefined, 'elsewhere')],
    ['nothing was looked at', { ...verified, outcomes: new Map() }],
    ['the link is listed elsewhere and was written lately', { ...withLinks(link(START)), subject: apart }],
  ])('%s', (_, verification) => {
    expect(factOf(verification)).toBeUndefined();
  });
});

describe('digests', () => {
  const { state } = subject;
  const linked = (listed: typeof LISTED): ListedSubject => ({
    ...subject,
    state: { ...state, links: new Map([[ALIAS, listed]]) },
  });

  test.each<[string, ListedSubject]>([
    ['another rule', { ...subject, ...ruleOf('minimumAge: 1h') }],
    ['onDelete', { ...subject, ...ruleOf('onDelete: keep') }],
    ['another alias', { ...subject, name: 'r/other' }],
    ['other candidates', { ...subject, state: { ...state, candidates: 'E' } }],
    ['no link', { ...subject, state: { ...state, links: new Map() } }],
    ['another time of the link', linked({ ...LISTED, lastModified: 1 })],
    ['another ETag of the link', linked({ ...LISTED, etag: 'M' })],
  ])('%s', (what, other) => {
    expect(digestOfSubject(other)).not.toBe(digestOfSubject(subject));
    expect(digestOfCandidates(other) === digestOfCandidates(subject)).toBe(what.includes('link'));
  });

  test('a link by its key and its time', () => {
    const digest = digestOfLink(subject, ALIAS, 1);
    expect(digestOfLink(subject, ALIAS, 1)).toBe(digest);
    expect(new Set([digest, digestOfLink(subject, ALIAS, 2), digestOfLink(subject, 'r/b', 1)]).size).toBe(3);
  });
});

test('the links that were read, without those that are missing', () => {
  expect(linksRead(verified)).toEqual(new Map([[ALIAS, 9_000]]));
  expect(linksRead(absent)).toEqual(new Map());
});
