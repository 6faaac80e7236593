import { expect, test } from 'vitest';
import { createFactMemory } from '../../src/handlers/walk/fact-store.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { createMemoryStore } from '../../src/stores/memory/memory-store.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

/** 100,000 objects, of which 90,000 are candidates and 10,000 are the links of aliases. */
test('a sweep of 100,000 objects and 10,000 aliases sends its listing, and a cold one reads its state', async () => {
  let time = Date.UTC(2026, 10, 20);
  const inner = createMemoryStore({ now: () => time });
  for (let app = 0; app < 10_000; app++) {
    for (let version = 1; version <= 9; version++) {
      const blob = { id: 'b', size: 1, etag: 'E'.repeat(32), crc64: '1' };
      inner.answer({ operation: 'PutObject', key: `releases/app-${app}/1.${version}.0/f`, blob });
    }
  }
  const sent: string[] = [];
  const store = {
    ...inner,
    send: ((request) => {
      sent.push(request.operation);
      return inner.send(request);
    }) as typeof inner.send,
  };
  const context = { store, ruleSet: parseRules(RULES, 'r.yaml'), log: () => {}, now: () => time };
  const memory = createFactMemory();
  const run = (facts = createFactMemory()) => {
    sent.length = 0;
    return sweep({ ...context, facts: { prefix: '.autoalias/', memory: facts } }, { kind: 'sweep' });
  };
  expect(await run()).toMatchObject({ objects: 90_000, aliases: 10_000, actions: { pointed: 10_000 } });
  time += 120_000;
  expect(await run(memory)).toMatchObject({ objects: 100_000, known: 0, actions: { unchanged: 10_000 } });
  const pages = Array<string>(100).fill('ListObjects');
  time += 300_000;
  expect(await run(memory)).toMatchObject({ aliases: 10_000, known: 10_000, full: false, requests: 100 });
  expect(sent).toEqual(pages);
  expect(await run()).toMatchObject({ aliases: 10_000, known: 10_000, full: false, requests: 101 });
  expect(sent.toSorted()).toEqual(['GetObject', ...pages]);
}, 120_000);
