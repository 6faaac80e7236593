import { beforeEach, describe, expect, test } from 'vitest';
import { putMarker } from '../../../src/aliases/model/marker-note.ts';
import { explain } from '../../../src/handlers/look/explain.ts';
import { createMarkerNotes } from '../../../src/handlers/look/held-back.ts';
import {
  type AliasFinding,
  createLookProgress,
  isAlias,
  lookAtAliases,
} from '../../../src/handlers/look/look-at-aliases.ts';
import { plan } from '../../../src/handlers/look/plan.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { moveByHand } from '../../../src/handlers/work/move-by-hand.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'r/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['r/latest/{file}']
`;
const MARKER = 'r/2.0.0/.withdrawn';
const NOTE = { reason: 'breaks logins', actor: 'ada@host', by: 'withdraw' } as const;

let world: HandlerWorld;

beforeEach(async () => {
  world = handlerWorld({ rules: RULES });
  await world.put('r/1.0.0/a', 'r/1.0.0/b', 'r/2.0.0/a', 'r/2.0.0/b');
});

/** The findings, and the requests that read content. */
async function look() {
  const reads: string[] = [];
  const { store } = world.context;
  const send: typeof store.send = (request) => {
    if (request.operation === 'GetObject') reads.push((request as StoreRequest & { readonly key: string }).key);
    return store.send(request);
  };
  const progress = createLookProgress();
  const findings: AliasFinding[] = [];
  for await (const finding of lookAtAliases({ ...world.context, store: { ...store, send } }, {}, progress)) {
    if (isAlias(finding)) findings.push(finding);
  }
  return { findings, reads, requests: progress.requests };
}

describe('a withdrawn release', () => {
  test('shows who withdrew it, when and why; one read for all its aliases', async () => {
    await world.context.store.send(putMarker(MARKER, NOTE, Date.UTC(2026, 10, 27, 23, 30)));
    await sweep(world.context, { kind: 'sweep' });
    const { findings, reads } = await look();
    const of = (file: string) => ({
      state: 'right',
      why: `it points at the greatest candidate; r/2.0.0/${file} is greater and withdrawn by ada@host at 2026-11-27T23:30:00Z: breaks logins`,
      withdrawn: {
        key: `r/2.0.0/${file}`,
        marker: MARKER,
        reason: 'breaks logins',
        actor: 'ada@host',
        since: '2026-11-27T23:30:00Z',
      },
    });
    expect(findings).toMatchObject([of('a'), of('b')]);
    expect(reads).toEqual([MARKER]);
    expect((await explain(world.context, 'r/latest/a')).alias).toMatchObject({ ...of('a'), pin: null });
    const { held } = await plan(world.context, { onDifference: () => {} });
    expect(held).toMatchObject({ pinned: 0, withdrawn: 2, listed: [of('a'), of('b')] });
  });

  test('by another program: what its marker does not say is null, except since when', async () => {
    await world.put(MARKER);
    await sweep(world.context, { kind: 'sweep' });
    const { findings } = await look();
    expect(findings[0]).toMatchObject({
      why: expect.stringMatching(/; r[/]2.0.0[/]a is greater and withdrawn at 20[-\d]+T[:\d]+Z$/),
      withdrawn: { reason: null, actor: null, since: expect.stringMatching(/^20[-\d]+T[:\d]+Z$/) },
    });
  });

  test('while the alias still points at it', async () => {
    await sweep(world.context, { kind: 'sweep' });
    await world.context.store.send(putMarker(MARKER, NOTE, Date.UTC(2026, 10, 27, 23, 30)));
    const { findings } = await look();
    expect(findings[0]).toMatchObject({
      state: 'withdrawn',
      why: expect.stringMatching(/withdrawn by ada@host at 2026-11-27T23:30:00Z: breaks logins$/),
    });
  });

  test('that is less than the target holds nothing back, and its marker is not read', async () => {
    await world.put('r/1.0.0/.withdrawn');
    await sweep(world.context, { kind: 'sweep' });
    const { findings, reads } = await look();
    for (const finding of findings) expect(finding).not.toHaveProperty('withdrawn');
    expect(reads).toEqual([]);
  });
});

describe('a pinned alias', () => {
  test('shows who pinned it, when and why, and what the rules would choose', async () => {
    const target = 'r/1.0.0/a';
    const context = { ...world.context, actor: 'ada@host' };
    await moveByHand(context, 'r/latest/a', { what: 'pin', target, pin: { reason: 'hold' } });
    const before = await look();
    const pin = { reason: 'hold', until: null, actor: 'ada@host', since: expect.any(String), otherwise: 'r/2.0.0/a' };
    const [finding] = before.findings;
    expect(finding).toMatchObject({ state: 'pinned', pin });
    expect(finding?.why).toBe(`pinned: hold; by ada@host since ${finding?.pin?.since}; the rules say r/2.0.0/a`);
    expect((await explain(context, 'r/latest/a')).alias).toMatchObject({ pin, withdrawn: null });
    const { held } = await plan(context, { onDifference: () => {} });
    expect(held).toMatchObject({ pinned: 1, withdrawn: 0, listed: [{ alias: 'r/latest/a' }] });
  });

  test('does not exist without a pin', async () => {
    await sweep(world.context, { kind: 'sweep' });
    const { findings, reads } = await look();
    for (const finding of findings) expect(finding).not.toHaveProperty('pin');
    expect(reads).toEqual([]);
  });
});

test('notes are read again only if many others were read since', async () => {
  let requests = 0;
  const notes = createMarkerNotes(world.context.store, () => {
    requests++;
  });
  await Promise.all([notes.read(MARKER), notes.read(MARKER)]);
  expect(requests).toBe(1);
  for (let i = 0; i < 256; i++) await notes.read(`r/3.0.${i}/.withdrawn`);
  await notes.read(MARKER);
  expect(requests).toBe(258);
});
