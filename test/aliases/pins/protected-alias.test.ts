import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { checkProtected, isMoveAllowed } from '../../../src/aliases/pins/protected-alias.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { repairAlias } from '../../../src/aliases/repair/repair-alias.ts';
import { aliasWorld, created, key, LATEST, removed } from '../alias-world.ts';

describe('may move', () => {
  const CAUSES: readonly (readonly [Cause, boolean])[] = [
    [created('1.0.0'), false],
    [removed('1.0.0'), false],
    [{ kind: 'sweep' }, false],
    [{ kind: 'sweep', byHand: true }, false],
    [{ kind: 'apply' }, false],
    // The person names a candidate, and may not know what depends on it.
    [{ kind: 'apply', key: key('1.0.0') }, false],
    [{ kind: 'apply', key: LATEST }, true],
    [{ kind: 'by-hand', what: 'pin' }, true],
    [{ kind: 'by-hand', what: 'unpin' }, true],
    [{ kind: 'by-hand', what: 'rollback', names: [LATEST] }, true],
    [{ kind: 'by-hand', what: 'rollback', names: ['other'] }, false],
    [{ kind: 'by-hand', what: 'restore', names: [] }, false],
  ];

  test.each(CAUSES)('a protected alias by %j: %s', (cause, expected) => {
    expect(isMoveAllowed(aliasWorld('Enabled', '    protected: true\n').task(cause))).toBe(expected);
    expect(isMoveAllowed(aliasWorld('Enabled').task(cause))).toBe(true);
  });
});

describe('look at held', () => {
  async function held() {
    const world = aliasWorld('Enabled', '    protected: true\n');
    await world.put('1.0.0');
    await world.run(reconcile(world.task({ kind: 'apply', key: LATEST })));
    return world;
  }

  const SWEEP: Cause = { kind: 'sweep' };

  test('an alias whose target is there stays, and nothing more is said', async () => {
    const world = await held();
    const outcome = await world.run(checkProtected(world.task(SWEEP)));
    expect(outcome).toMatchObject({ action: 'protected', from: key('1.0.0'), to: key('1.0.0') });
    expect(outcome.dangling).toBeUndefined();
  });

  test.each<[string, Cause]>([
    ['the event of its deletion', removed('1.0.0')],
    ['a sweep', SWEEP],
  ])('one whose target is gone stays, and %s says so loudly', async (_, cause) => {
    const world = await held();
    await world.remove('1.0.0');
    const task = world.task(cause);
    const protocol = cause.kind === 'sweep' ? repairAlias(task, undefined) : applyChange(task, key('1.0.0'));
    expect(await world.run(protocol)).toMatchObject({
      action: 'protected',
      to: key('1.0.0'),
      dangling: true,
      why: expect.stringContaining('its target is gone, so readers get an error'),
    });
  });

  test('what is uploaded costs nothing', async () => {
    const world = await held();
    await world.put('2.0.0');
    expect(await world.run(applyChange(world.task(created('2.0.0')), key('2.0.0')))).toMatchObject({
      action: 'protected',
    });
    expect(world.cost.requests).toBe(0);
  });

  test('a missing alias is not reported', async () => {
    const world = aliasWorld('Enabled', '    protected: true\n');
    expect(await world.run(checkProtected(world.task(SWEEP)))).toMatchObject({ action: 'protected', from: null });
  });
});
