import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/handlers/look/look-at-aliases.ts';
import { status } from '../../src/handlers/look/status.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { handleChanges } from '../../src/handlers/work/handle-changes.ts';
import { moveByHand } from '../../src/handlers/work/move-by-hand.ts';
import type { ContentHeaders } from '../../src/stores/object-attributes.ts';
import { type HandlerWorld, handlerWorld } from './handler-world.ts';

const KEY = 'r/1.0.0/f';
const ALIAS = 'r/latest/f';
const FOREVER = 'public, max-age=31536000, immutable';
const NOW = Date.UTC(2026, 10, 20, 12);

function rules(more = ''): string {
  return `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<version>[0-9.]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['r/latest/{file}']
${more}`;
}

async function upload(world: HandlerWorld, key = KEY) {
  await world.context.store.send({
    operation: 'PutObject',
    key,
    body: new TextEncoder().encode(key),
    headers: { contentType: 'text/html', cacheControl: FOREVER, expires: 'Fri, 01 Jan 2100 00:00:00 GMT' },
  });
  await event(world, 'ObjectCreated:PutObject', key);
}

async function event(world: HandlerWorld, name: string, key: string) {
  await handleChanges(world.context, [{ key, cause: { kind: 'change', event: name, key } }]);
}

async function link(world: HandlerWorld) {
  const found = await world.context.store.send({ operation: 'GetSymlink', key: ALIAS });
  if (found.found !== 'symlink') throw new TypeError(`the alias is ${found.found}`);
  return found;
}

async function statusOf(world: HandlerWorld) {
  const findings: Finding[] = [];
  const total = await status(world.context, { onFinding: (finding) => findings.push(finding) });
  return { findings, total };
}

/** Writes the alias again as versions before the header policy did: with all headers of its target. */
async function writeAsBefore(
  world: HandlerWorld,
  headers: ContentHeaders = { contentType: 'text/html', cacheControl: FOREVER },
) {
  const { target, metadata, versionId } = await link(world);
  const { 'autoalias-form': form = '', 'autoalias-base': base = '' } = metadata;
  await world.context.store.send({
    operation: 'PutSymlink',
    key: ALIAS,
    target,
    headers,
    metadata: { ...metadata, 'autoalias-form': form.split('-')[0] ?? '', 'autoalias-base': versionId ?? base },
  });
}

const VERSIONINGS = ['Enabled', 'Suspended', 'Never'] as const;
const GROUP = "    release: { of: '{version}', complete: ['r/{version}/f'] }\n";

describe.each(VERSIONINGS)('versioning %s', (versioning) => {
  test.each([
    ['', { contentType: 'text/html', cacheControl: 'no-cache' }],
    [GROUP, { contentType: 'text/html', cacheControl: 'no-cache' }],
    ['    headers: inherit\n', { contentType: 'text/html', cacheControl: FOREVER }],
    ["    headers: { Cache-Control: 'max-age=60' }\n", { contentType: 'text/html', cacheControl: 'max-age=60' }],
    ['    headers: { Content-Type: text/plain }\n', { contentType: 'text/plain', cacheControl: 'no-cache' }],
  ])('an event writes the headers of the policy: %j', async (more, headers) => {
    const world = handlerWorld({ versioning, now: () => NOW, rules: rules(more) });
    await upload(world);
    expect((await link(world)).headers).toEqual(headers);
    world.sent.length = 0;
    await event(world, 'ObjectCreated:PutObject', KEY);
    expect(world.sent).not.toContain('PutSymlink');
  });

  test.each([
    ['    headers: inherit\n', FOREVER],
    [`${GROUP}    headers: inherit\n`, FOREVER],
    ["    headers: { Cache-Control: 'max-age=604800' }\n", 'max-age=604800'],
  ])('status counts the aliases whose rule asks for a long lifetime, and they are right: %j', async (more, caching) => {
    const world = handlerWorld({ versioning, now: () => NOW, rules: rules(more) });
    await upload(world);
    const headers = `Cache-Control: ${caching}`;
    const { findings, total } = await statusOf(world);
    expect(findings).toMatchObject([{ state: 'right', longLivedByRule: headers }]);
    expect(findings[0]).not.toHaveProperty('longLived');
    expect(total).toMatchObject({
      longLived: 0,
      longLivedByRule: [{ rule: 'app', aliases: 1, example: { alias: ALIAS, headers } }],
    });
  });

  test.each(['', "    headers: { Cache-Control: 'max-age=60' }\n"])('status counts none: %j', async (more) => {
    const world = handlerWorld({ versioning, now: () => NOW, rules: rules(more) });
    await upload(world);
    const { findings, total } = await statusOf(world);
    expect(findings[0]).not.toHaveProperty('longLivedByRule');
    expect(total.longLivedByRule).toEqual([]);
  });

  test.each(['', GROUP])('status shows a link of an earlier version, and the sweep corrects it: %j', async (more) => {
    const world = handlerWorld({ versioning, now: () => NOW, rules: rules(more) });
    await upload(world);
    expect((await statusOf(world)).total.longLived).toBe(0);
    const { total: before } = await statusOf(world);
    await writeAsBefore(world);
    const { findings, total } = await statusOf(world);
    expect(findings).toMatchObject([
      {
        state: 'stale',
        change: 'point',
        longLived: `Cache-Control: ${FOREVER}`,
        why: expect.stringMatching(
          /^caches may serve it for more than a day \(Cache-Control: public, max-age=31536000, /,
        ),
      },
    ]);
    expect(total).toMatchObject({ longLived: 1, states: { stale: 1 }, requests: before.requests });
    await sweep(world.context, { kind: 'sweep' });
    expect((await link(world)).headers).toEqual({ contentType: 'text/html', cacheControl: 'no-cache' });
    expect((await statusOf(world)).total).toMatchObject({ longLived: 0, states: { right: 1 } });
    world.sent.length = 0;
    await sweep(world.context, { kind: 'sweep' });
    expect(world.sent).not.toContain('PutSymlink');
  });

  test.each(['', GROUP])(
    'another program sets a long lifetime and keeps the record: status and plan agree: %j',
    async (more) => {
      const world = handlerWorld({ versioning, now: () => NOW, rules: rules(more) });
      await upload(world);
      const { headers, ...rest } = await link(world);
      const { store } = world.context;
      const send = (cacheControl: string) =>
        store.send({
          operation: 'PutSymlink',
          key: ALIAS,
          target: KEY,
          headers: { ...headers, cacheControl },
          metadata: rest.metadata,
        });
      await send('max-age=60');
      expect((await statusOf(world)).findings).not.toMatchObject([{ longLived: expect.anything() }]);
      await send(FOREVER);
      expect((await statusOf(world)).findings).toMatchObject([
        {
          state: 'stale',
          change: 'point',
          longLived: `Cache-Control: ${FOREVER}`,
          why: expect.stringMatching(/^caches may serve it/),
        },
      ]);
      await sweep(world.context, { kind: 'sweep' });
      expect((await link(world)).headers.cacheControl).toBe('no-cache');
      world.sent.length = 0;
      await sweep(world.context, { kind: 'sweep' });
      expect(world.sent).not.toContain('PutSymlink');
      expect((await statusOf(world)).total).toMatchObject({ longLived: 0, states: { right: 1 } });
    },
  );

  test('a link of an earlier version with short headers is written again too, because GetSymlink may not return them', async () => {
    const world = handlerWorld({ versioning, now: () => NOW, rules: rules() });
    await upload(world);
    await writeAsBefore(world, { contentType: 'text/html' });
    const { findings } = await statusOf(world);
    expect(findings).toMatchObject([
      { state: 'stale', why: expect.stringMatching(/^it was written with other headers/) },
    ]);
    expect(findings[0]).not.toHaveProperty('longLived');
    await sweep(world.context, { kind: 'sweep' });
    expect((await link(world)).headers.cacheControl).toBe('no-cache');
  });

  test('under onDelete: keep, the upgrade does not move an alias whose target is gone', async () => {
    const world = handlerWorld({ versioning, now: () => NOW, rules: rules('    onDelete: keep\n') });
    await upload(world);
    await upload(world, 'r/2.0.0/f');
    await writeAsBefore(world);
    await world.remove('r/2.0.0/f');
    await sweep(world.context, { kind: 'sweep' });
    expect((await link(world)).target).toBe('r/2.0.0/f');
  });

  test('the sweep corrects a pinned link where versions show what it overwrites; elsewhere a person pins it again', async () => {
    const world = handlerWorld({ versioning, now: () => NOW, rules: rules() });
    await upload(world);
    await upload(world, 'r/2.0.0/f');
    const pin = { reason: 'login is broken' };
    const pinAt = () => moveByHand(world.context, ALIAS, { what: 'pin', target: KEY, pin });
    await pinAt();
    expect((await link(world)).headers.cacheControl).toBe('no-cache');
    await writeAsBefore(world);
    expect((await statusOf(world)).findings).toMatchObject([
      { state: 'pinned', longLived: `Cache-Control: ${FOREVER}` },
    ]);
    await sweep(world.context, { kind: 'sweep' });
    expect((await link(world)).headers.cacheControl).toBe(versioning === 'Enabled' ? 'no-cache' : FOREVER);
    await pinAt();
    expect(await link(world)).toMatchObject({ target: KEY, headers: { cacheControl: 'no-cache' } });
    expect((await statusOf(world)).findings).toMatchObject([{ state: 'pinned' }]);
    expect((await statusOf(world)).total).toMatchObject({ doubted: 0, longLived: 0 });
    await moveByHand(world.context, ALIAS, { what: 'unpin' });
    expect(await link(world)).toMatchObject({ target: 'r/2.0.0/f', headers: { cacheControl: 'no-cache' } });
  });

  test('unpin of a protected alias leaves it where it is, with the headers of the policy', async () => {
    const world = handlerWorld({
      versioning,
      now: () => NOW,
      rules: rules('    protected: true\n    headers: inherit\n'),
    });
    await upload(world);
    await moveByHand(world.context, ALIAS, { what: 'pin', target: KEY, pin: { reason: 'first' } });
    await writeAsBefore(world, { contentType: 'text/plain' });
    await moveByHand(world.context, ALIAS, { what: 'unpin' });
    expect(await link(world)).toMatchObject({
      target: KEY,
      headers: { contentType: 'text/html', cacheControl: FOREVER },
    });
  });
});
