import { describe, expect, test } from 'vitest';
import { decisionLine, eventWords } from '../../../../src/cli/dev/activity/decision-line.ts';
import type { Decision } from '../../../../src/local/cloud/decision.ts';
import { moved, note, RULE_SET, swept } from '../activity-fixture.ts';

const UPLOADED = '(releases/app/1.10.0/app.tgz uploaded)';
const ALIAS = 'releases/app/latest/app.tgz';

describe('quiet lines', () => {
  test.each<[what: string, decision: Decision, text: string]>([
    ['a move, by what is ordered', moved(), `${ALIAS}  1.9.0 -> 1.10.0   ${UPLOADED}`],
    ['a new alias', moved({ from: null }), `${ALIAS}  (new) -> 1.10.0   ${UPLOADED}`],
    [
      'a removed one',
      moved({ action: 'removed', to: null, event: 'ObjectRemoved:DeleteObject releases/app/1.9.0/app.tgz' }),
      `${ALIAS}  1.9.0 -> (removed)   (releases/app/1.9.0/app.tgz deleted)`,
    ],
    [
      'a move between two keys of one version, by the keys',
      moved({ from: 'releases/app/1.0.0/a', to: 'releases/app/1.0.0/b' }),
      `${ALIAS}  releases/app/1.0.0/a -> releases/app/1.0.0/b   ${UPLOADED}`,
    ],
    [
      'a move from a link that no rule reads',
      moved({ from: 'elsewhere' }),
      `${ALIAS}  elsewhere -> releases/app/1.10.0/app.tgz   ${UPLOADED}`,
    ],
    [
      'a move where nothing is ordered by a group',
      moved({ rule: 'photos', alias: 'newest', from: 'photos/a', to: 'photos/b', event: 'sweep' }),
      'newest  photos/a -> photos/b   (sweep)',
    ],
    [
      'a move by a rule that is no longer there',
      moved({ rule: 'gone', from: null, to: 'x/1' }),
      `${ALIAS}  (new) -> x/1   ${UPLOADED}`,
    ],
    [
      'a release',
      moved({ release: '1.10.0' }),
      `${ALIAS}  1.9.0 -> 1.10.0   (release 1.10.0; releases/app/1.10.0/app.tgz uploaded)`,
    ],
    [
      'an alias whose target was written again',
      moved({ from: 'releases/app/1.10.0/app.tgz' }),
      `${ALIAS}  1.10.0 again   ${UPLOADED}`,
    ],
    [
      'a pinned alias',
      moved({ action: 'pinned', to: 'releases/app/1.9.0/app.tgz', why: 'pinned: bad release' }),
      `${ALIAS}  stays at 1.9.0: pinned: bad release   ${UPLOADED}`,
    ],
    [
      'an alias that a person moves and pins',
      moved({
        action: 'pinned',
        from: 'releases/app/1.11.0/app.tgz',
        to: 'releases/app/1.10.0/app.tgz',
        why: 'pinned: rolled back',
        event: 'rollback',
      }),
      `${ALIAS}  1.11.0 -> 1.10.0: pinned: rolled back   (rollback)`,
    ],
    [
      'an alias that a person pins where there was none',
      moved({ action: 'pinned', from: null, why: 'pinned: hold', event: 'pin' }),
      `${ALIAS}  (new) -> 1.10.0: pinned: hold   (pin)`,
    ],
    ['a link that dangled and is right now', moved({ dangling: true }), `${ALIAS}  1.9.0 -> 1.10.0   ${UPLOADED}`],
    ['a sweep that moved something', swept({ unchanged: 25, pointed: 2 }), 'sweep of 27 aliases: 2 pointed'],
    ['a sweep of one', swept({ removed: 1 }, { event: 'sweep by hand' }), 'sweep by hand of 1 alias: 1 removed'],
  ])('%s', (_, decision, text) => {
    expect(decisionLine(decision, RULE_SET)).toEqual({ text, isLoud: false });
  });
});

describe('loud lines', () => {
  test.each<[what: string, decision: Decision, text: string]>([
    [
      'a refused alias',
      moved({ action: 'refused', from: null, to: null, why: 'a real object is there' }),
      `${ALIAS}  refused  a real object is there   ${UPLOADED}`,
    ],
    [
      'a pinned alias whose target is gone',
      moved({ action: 'pinned', dangling: true, why: 'pinned: bad' }),
      `${ALIAS}  dangling  points at 1.9.0, which is gone: pinned: bad   ${UPLOADED}`,
    ],
    [
      'an alias that another program writes',
      moved({ overruled: true }),
      `${ALIAS}  1.9.0 -> 1.10.0   (releases/app/1.10.0/app.tgz uploaded; another program had written it)`,
    ],
    [
      'an alias that another program deleted',
      moved({ overruled: true, from: null }),
      `${ALIAS}  (new) -> 1.10.0   (releases/app/1.10.0/app.tgz uploaded; another program had deleted it)`,
    ],
    ['an alias that failed', moved({ action: 'failed', why: 'no store' }), `${ALIAS}  failed  no store   ${UPLOADED}`],
    [
      'a sweep that found something wrong',
      swept({ unchanged: 1, refused: 1 }, { dangling: 1 }),
      'sweep of 2 aliases: 1 refused, 1 dangling; autoalias status lists what is not right',
    ],
    ['a warning', note('warn', 'its decoded form matches', 'a%2Fb'), 'a%2Fb  skipped  its decoded form matches'],
    ['an event that is malformed', note('error', 'no key'), 'skipped: no key'],
    [
      'a key that drives the terminal',
      moved({ action: 'refused', alias: 'a\u001b[2Jb\u202e', why: 'c\nd' }),
      `a\\x1b[2Jb\\u{202e}  refused  c\\x0ad   ${UPLOADED}`,
    ],
  ])('%s', (_, decision, text) => {
    expect(decisionLine(decision, RULE_SET)).toEqual({ text, isLoud: true });
  });
});

test.each<[what: string, decision: Decision]>([
  ['an alias that stays', moved({ action: 'unchanged' })],
  ['a key that no rule matches', note('info', 'no rule matches the key', 'x')],
  ['a sweep without news', swept({ unchanged: 20, pinned: 1, protected: 1, kept: 1 })],
])('no line: %s', (_, decision) => {
  expect(decisionLine(decision, RULE_SET)).toBeUndefined();
});

test.each([
  ['ObjectCreated:PutObject', 'a/b', 'a/b uploaded'],
  ['ObjectCreated:CompleteMultipartUpload', 'a/b', 'a/b uploaded'],
  ['ObjectCreated:CopyObject', 'a/b', 'a/b copied'],
  ['ObjectRemoved:DeleteObjects', 'a/b', 'a/b deleted'],
  ['ObjectModified:Other', 'a/b', 'ObjectModified:Other a/b'],
  ['Timer', '', 'Timer'],
])('%s %s: %s', (event, key, words) => {
  expect(eventWords(event, key)).toBe(words);
});
