import { expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { activePin, pinnedOutcome } from '../../../src/aliases/pins/active-pin.ts';
import { aliasWorld, created, key } from '../alias-world.ts';
import { foreignLink } from '../targets.ts';

const ours = {
  'autoalias-rule': 'app',
  'autoalias-form': 'f',
  'autoalias-base': 'none',
  'autoalias-pin': 'freeze',
};
const link = { ...foreignLink(key('1.0.0')), metadata: ours };

test.each<readonly [Cause, boolean]>([
  [created('1.1.0'), true],
  [{ kind: 'sweep' }, true],
  [{ kind: 'apply', key: key('1.1.0') }, true],
  [{ kind: 'by-hand', what: 'pin' }, true],
  [{ kind: 'by-hand', what: 'rollback' }, true],
  [{ kind: 'by-hand', what: 'unpin' }, false],
])('a pin holds against %j: %s', (cause, expected) => {
  expect(activePin(aliasWorld('Enabled').task(cause), link) !== undefined).toBe(expected);
});

test.each([
  ['that has ended', { ...ours, 'autoalias-pin-until': '1' }],
  ['without a reason', { ...ours, 'autoalias-pin': undefined }],
  ['of a link that is not ours', { 'autoalias-pin': 'freeze' }],
])('a pin %s does not hold', (_, metadata) => {
  const given = Object.entries(metadata).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const held = { ...link, metadata: Object.fromEntries(given) as Record<string, string> };
  expect(activePin(aliasWorld('Enabled').task({ kind: 'sweep' }), held)).toBeUndefined();
});

test('a pinned alias does not change, and is reported if its target is gone', () => {
  const pin = { reason: 'freeze', until: null, since: null, actor: null };
  const held = { action: 'pinned', from: key('1.0.0'), to: key('1.0.0'), pin };
  expect(pinnedOutcome(link, { reason: 'freeze' }, 'there')).toEqual({ ...held, why: 'pinned: freeze' });
  expect(pinnedOutcome(link, { reason: 'freeze' }, 'gone')).toEqual({
    ...held,
    why: 'pinned: freeze; its target is gone, so readers get an error until it is unpinned',
    dangling: true,
  });
});
