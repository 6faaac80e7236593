import { describe, expect, test } from 'vitest';
import { createLookProgress, lookAtAliases } from '../../src/handlers/look/look-at-aliases.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { applyKeys } from '../../src/handlers/work/handle-changes.ts';
import { fileRules, handleEvent } from './file-world.ts';
import { type HandlerWorld, handlerWorld } from './handler-world.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const KEY = 'r/1.0.0/f';
const ALIAS = 'r/latest/f';

function put(world: HandlerWorld, contentType: string) {
  return world.context.store.send({
    operation: 'PutObject',
    key: KEY,
    body: new TextEncoder().encode('same'),
    headers: { contentType, cacheControl: 'max-age=60' },
  });
}

async function contentType(world: HandlerWorld) {
  const link = await world.context.store.send({ operation: 'GetSymlink', key: ALIAS });
  return link.found === 'symlink' ? link.headers.contentType : undefined;
}

function event(world: HandlerWorld) {
  return handleEvent(world.context, 'ObjectCreated:PutObject', KEY);
}

describe.each(['Never', 'Suspended', 'Enabled'] as const)(
  'versioning %s: the same bytes written twice in one second',
  (versioning) => {
    const stale = async (release: string) => {
      const world = handlerWorld({ versioning, now: () => NOW, rules: fileRules(release) });
      await put(world, 'text/plain');
      await event(world);
      await put(world, 'text/html');
      return world;
    };

    test.each([
      ['an event', event],
      ['the sweep', (world: HandlerWorld) => sweep(world.context, { kind: 'sweep' })],
      ['apply', (world: HandlerWorld) => applyKeys(world.context, [ALIAS])],
    ])('%s copies the new headers to the alias, and a second run writes nothing', async (_, act) => {
      for (const release of ['', `    release: { of: '{version}', complete: ['r/{version}/f'] }\n`]) {
        const world = await stale(release);
        await act(world);
        expect(await contentType(world)).toBe('text/html');
        world.sent.length = 0;
        await act(world);
        expect(world.sent).not.toContain('PutSymlink');
      }
    });

    test('plan and status call the alias stale', async () => {
      const world = await stale('');
      const findings = [];
      for await (const finding of lookAtAliases(world.context, {}, createLookProgress())) findings.push(finding);
      expect(findings).toMatchObject([
        {
          alias: ALIAS,
          state: 'stale',
          change: 'point',
          why: expect.stringMatching(versioning === 'Enabled' ? /written again since/ : /^stale headers: /),
        },
      ]);
    });
  },
);
