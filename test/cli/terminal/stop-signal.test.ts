import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CliIo } from '../../../src/cli/cli-io.ts';
import { apply } from '../../../src/cli/commands/change/apply.ts';
import { sweep } from '../../../src/cli/commands/change/sweep.ts';
import type { RulesInUse } from '../../../src/cli/options/rules-in-use.ts';
import { stopSignal } from '../../../src/cli/terminal/stop-signal.ts';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import type { HandlerContext } from '../../../src/handlers/function/handler-context.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { Store } from '../../../src/stores/store.ts';
import { RULES } from '../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../cli-world.ts';

const JUDGED_BY: RulesInUse = {
  ...readDeploymentRules(RULES, 'rules.yaml'),
  isNamed: true,
  deployment: undefined,
  unknownBecause: undefined,
};
const SAID = 'stopping: finishing work in progress; press Ctrl-C again to end at once\n';

function terminal(signal: AbortSignal, errIsTerminal = false) {
  const said: string[] = [];
  const out = errIsTerminal ? () => {} : (text: string) => said.push(text);
  const draw = errIsTerminal ? { draw: (line: string) => said.push(line) } : {};
  const io: CliIo = { env: {}, out, err: (text) => said.push(text), ...draw, signal };
  return { io, said };
}

describe('a command that finishes what it began', () => {
  test('says so when it is stopped, and nothing otherwise', () => {
    const stop = new AbortController();
    const { io, said } = terminal(stop.signal);
    const signal = stopSignal(io);
    expect(said).toEqual([]);
    stop.abort();
    expect(signal.aborted).toBe(true);
    expect(said).toEqual([SAID]);
  });

  const KEYS = Array.from({ length: 40 }, (_, i) => `releases/app${i}/1.0.0/app.tgz`);
  let world: CliWorld;
  beforeEach(async () => {
    world = await cliWorld();
    await world.put(...KEYS);
  });
  afterEach(() => world.close());

  /** The store, whose n-th link is the last thing before Ctrl-C. */
  const stoppingAt = (links: number, stop: AbortController): Store => {
    let written = 0;
    return {
      ...world.store,
      send: async (request) => {
        const answer = await world.store.send(request);
        if (request.operation === 'PutSymlink' && ++written === links) stop.abort();
        return answer;
      },
    };
  };
  const contextOf = (store: Store): HandlerContext => ({
    store,
    ruleSet: parseRules(RULES, 'rules.yaml'),
    log: () => {},
    now: () => performance.now(),
  });
  const linksThere = async () => {
    const { objects } = await world.store.send({ operation: 'ListObjects', prefix: 'releases/', maxKeys: 1000 });
    return objects.filter(({ type }) => type === 'Symlink').length;
  };

  test.each<[name: string, run: (context: HandlerContext, io: CliIo) => ReturnType<typeof sweep>]>([
    ['sweep', (context, io) => sweep(context, JUDGED_BY, io, { json: false })],
    ['apply', (context, io) => apply(context, JUDGED_BY, KEYS, io)],
  ])('%s: ends with 130 and reports what was done, and the next run does the rest', async (_, run) => {
    const stop = new AbortController();
    const { io, said } = terminal(stop.signal);
    const result = await run(contextOf(stoppingAt(5, stop)), io);
    expect(result.exitCode).toBe(130);
    const text = [...said, ...result.lines].join('\n');
    expect(said).toContain(SAID);
    expect(text).toMatch(/stopped before the end; run the same command to continue|stopped; the next sweep continues/);
    const done = await linksThere();
    // What was under way at the time was finished: no more than are worked on at once.
    expect(done).toBeGreaterThanOrEqual(5);
    expect(done).toBeLessThanOrEqual(5 + 16);
    expect(text.match(/ pointed +- /g)?.length).toBe(done);
    const rest = await run(contextOf(world.store), terminal(new AbortController().signal).io);
    expect(rest).toMatchObject({ exitCode: 0 });
    expect(rest.lines.join('\n')).not.toContain('stopped');
    expect(await linksThere()).toBe(80);
  });

  test('sweep draws a bar on a terminal, on standard error, and takes it away', async () => {
    const { io, said } = terminal(new AbortController().signal, true);
    await sweep(contextOf(world.store), JUDGED_BY, io, { json: false });
    expect(said.join('')).toMatch(/\d+ objects?, \d+ alias(?:es)?, \d+ changed/);
    expect(said.at(-1)).toBe('');
  });
});
