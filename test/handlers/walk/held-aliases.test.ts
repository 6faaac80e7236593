import { describe, expect, test } from 'vitest';
import { putMarker } from '../../../src/aliases/model/marker-note.ts';
import { createFactMemory } from '../../../src/handlers/walk/fact-store.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { applyKeys } from '../../../src/handlers/work/handle-changes.ts';
import { moveByHand } from '../../../src/handlers/work/move-by-hand.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

const NOW = Date.UTC(2026, 10, 27, 23, 30);
const HOUR = 3_600_000;
const TIME = '2026-11-27T23:30:00Z';
const rules = (more = '') => `version: 1
rules:
  - name: app
    match: { key: 'r/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['r/latest/{file}']
${more}`;
const GROUPED = "    release: { of: '{version}', complete: ['r/{version}/a'] }\n";
const MARKER = 'r/2.0.0/.withdrawn';
const A = 'r/latest/a';

const WITHDRAWN = { key: 'r/2.0.0/a', marker: MARKER, reason: 'bad', actor: 'ada@host', since: TIME };

async function worldOf(text: string) {
  const time = { now: NOW };
  const world = handlerWorld({ rules: text, now: () => time.now });
  await world.put('r/1.0.0/a', 'r/2.0.0/a');
  await sweep(world.context, { kind: 'sweep' }, { readNotes: true });
  return { ...world, time };
}

async function pin({ context }: HandlerWorld) {
  const move = { what: 'pin', target: 'r/1.0.0/a', pin: { reason: 'hold' } } as const;
  await moveByHand({ ...context, actor: 'anna@host' }, A, move);
}

describe.each([
  ['alone', rules()],
  ['with its group', rules(GROUPED)],
])('an alias that moves %s', (_, text) => {
  test('is not held', async () => {
    const { context } = await worldOf(text);
    expect((await sweep(context, { kind: 'sweep' })).held).toEqual({ pinned: 0, withdrawn: 0, listed: [] });
    const { reports } = await applyKeys(context, [A]);
    expect(reports).toHaveLength(1);
    expect(reports[0]).not.toHaveProperty('pin');
    expect(reports[0]).not.toHaveProperty('withdrawn');
  });

  test('is pinned: who pinned it, since when, why, and what the rules would choose', async () => {
    const world = await worldOf(text);
    await pin(world);
    const held = { reason: 'hold', until: null, since: TIME, actor: 'anna@host' };
    const report = await sweep(world.context, { kind: 'sweep' }, { readNotes: true });
    expect(report.held).toMatchObject({
      ...{ pinned: 1, withdrawn: 0 },
      listed: [{ alias: A, action: 'pinned', pin: { ...held, otherwise: 'r/2.0.0/a' } }],
    });
    expect((await applyKeys(world.context, [A])).reports).toMatchObject([{ action: 'pinned', pin: held }]);
    expect(world.log.at(-1)).not.toHaveProperty('pin');
  });

  test('has a greatest candidate that is withdrawn: who did it, since when, and why', async () => {
    const world = await worldOf(text);
    await world.context.store.send(putMarker(MARKER, { reason: 'bad', actor: 'ada@host', by: 'withdraw' }, NOW));
    for (const action of ['pointed', 'unchanged']) {
      const { held, changed } = await sweep(world.context, { kind: 'sweep' }, { readNotes: true });
      expect(held).toMatchObject({ pinned: 0, withdrawn: 1, listed: [{ alias: A, action, withdrawn: WITHDRAWN }] });
      expect(changed).toMatchObject(action === 'pointed' ? [{ withdrawn: WITHDRAWN }] : []);
    }
    expect((await applyKeys(world.context, [A])).reports).toMatchObject([{ alias: A, withdrawn: WITHDRAWN }]);
  });

  test('has a withdrawn candidate: a sweep by the timer does not read the marker', async () => {
    const world = await worldOf(text);
    await world.context.store.send(putMarker(MARKER, { reason: 'bad', actor: 'ada@host', by: 'withdraw' }, NOW));
    const before = world.sent.length;
    const { held } = await sweep(world.context, { kind: 'sweep' });
    expect(held).toMatchObject({ withdrawn: 1, listed: [{ withdrawn: { key: 'r/2.0.0/a', reason: null } }] });
    expect(world.sent.slice(before)).not.toContain('GetObject');
  });

  test('is held once, if both', async () => {
    const world = await worldOf(text);
    await pin(world);
    await world.context.store.send(putMarker(MARKER, { reason: 'bad', actor: 'ada@host', by: 'withdraw' }, NOW));
    const { held } = await sweep(world.context, { kind: 'sweep' }, { readNotes: true });
    expect(held).toMatchObject({
      ...{ pinned: 1, withdrawn: 1 },
      listed: [{ pin: { otherwise: 'r/1.0.0/a' }, withdrawn: WITHDRAWN }],
    });
    expect(held.listed).toHaveLength(1);
  });

  test('is counted, and not listed, if an earlier sweep has verified it', async () => {
    const world = await worldOf(text);
    await pin(world);
    await world.context.store.send(putMarker(MARKER, { reason: 'bad', actor: 'ada@host', by: 'withdraw' }, NOW));
    const facts = { prefix: '.autoalias/', memory: createFactMemory() };
    world.time.now += HOUR;
    await sweep({ ...world.context, facts }, { kind: 'sweep' }, { readNotes: true });
    const { known, held } = await sweep({ ...world.context, facts }, { kind: 'sweep' }, { readNotes: true });
    expect([known, held]).toEqual([1, { pinned: 1, withdrawn: 1, listed: [] }]);
  });
});

test('a marker whose note cannot be read holds an alias back, and fails nothing', async () => {
  const world = await worldOf(rules());
  await world.put(MARKER);
  const { store } = world.context;
  const send = store.send.bind(store);
  store.send = (request) => (request.operation === 'GetObject' ? Promise.reject(new Error('down')) : send(request));
  const { held, actions } = await sweep(world.context, { kind: 'sweep' }, { readNotes: true });
  expect([held.withdrawn, actions.failed]).toEqual([1, 0]);
  expect(held.listed).toMatchObject([{ withdrawn: { marker: MARKER, reason: null, since: null } }]);
  expect((await applyKeys(world.context, [A])).reports).toMatchObject([{ withdrawn: { reason: null } }]);
});

test('twenty are listed, and all are counted', async () => {
  const world = handlerWorld({ rules: rules(), now: () => NOW });
  for (let i = 0; i < 25; i++) await world.put(`r/1.0.0/${i}`, `r/2.0.0/${i}`);
  await world.put(MARKER);
  const { held } = await sweep(world.context, { kind: 'sweep' }, { readNotes: true });
  expect([held.withdrawn, held.listed.length]).toEqual([25, 20]);
});
