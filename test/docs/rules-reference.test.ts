import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { planRollback } from '../../src/handlers/withdraw/rollback.ts';
import { carryOut, planRestore, planWithdrawal } from '../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../src/handlers/work/handle-changes.ts';
import { moveByHand } from '../../src/handlers/work/move-by-hand.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { rulesSchema } from '../../src/rules/file/rules-schema.ts';
import { createOrder, ORDER_NAMES, type OrderName } from '../../src/rules/orders/orders.ts';
import { type HandlerWorld, handlerWorld } from '../handlers/handler-world.ts';
import { type Block, parseDocument } from './blocks/markdown.ts';

const PAGE = 'src/rules/README.md';

const page = readFileSync(PAGE, 'utf8');
const { blocks } = parseDocument(PAGE, page);

function linesOf({ text }: Block): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** The heading above a block. */
function headingOf({ line }: Block): string {
  return (
    page
      .split('\n')
      .slice(0, line - 1)
      .findLast((one) => /^#+ /.test(one))
      ?.replace(/^#+ /, '') ?? ''
  );
}

/** A rules file and the blocks that follow it: objects, changes, commands, and the aliases that result. */
interface Example {
  readonly heading: string;
  readonly rules: string;
  readonly steps: readonly Block[];
}

const STEPS: ReadonlySet<string> = new Set(['objects', 'changes', 'result', 'headers']);

function examples(): readonly Example[] {
  const found: { heading: string; rules: string; steps: Block[] }[] = [];
  for (const block of blocks) {
    if (block.language === 'yaml') found.push({ heading: headingOf(block), rules: block.text, steps: [] });
    else if (STEPS.has(block.kind)) found.at(-1)?.steps.push(block);
  }
  return found;
}

/** What a line of objects or changes does. */
type Act = (world: HandlerWorld) => Promise<unknown>;

interface Operation {
  readonly act: Act;
  /** Unix milliseconds; undefined: now. */
  readonly at?: number;
}

const changed =
  (event: string, key: string): Act =>
  (world) =>
    handleChanges(world.context, [{ key, cause: { kind: 'change', event, key } }]);

/** The commands that an example may run, by their words before the alias. */
const COMMANDS: Readonly<Record<string, (alias: string) => Act>> = {
  apply: (alias) => (world) => handleChanges(world.context, [{ key: alias, cause: { kind: 'apply', key: alias } }]),
  rollback: (alias) => async (world) =>
    carryOut(world.context, await planRollback(world.context, { names: [alias], reason: 'it is bad' })),
  restore: (name) => async (world) =>
    carryOut(world.context, await planRestore(world.context, { names: [name], reason: 'it is good' })),
  withdraw: (name) => async (world) =>
    carryOut(world.context, await planWithdrawal(world.context, { names: [name], reason: 'it is bad' })),
  unpin: (alias) => (world) => moveByHand(world.context, alias, { what: 'unpin' }),
  pin: (names) => (world) => {
    const [alias = '', target = ''] = names.split(' ');
    return moveByHand(world.context, alias, { what: 'pin', target, pin: { reason: 'hold' } });
  },
};

/** `+ KEY  DAY`, `+ KEY  Archive`, `- KEY` or `# autoalias COMMAND ALIAS`; a line without a sign is an upload. */
function operationOf(line: string): Operation {
  const [, command = '', alias = ''] = /^# autoalias (\w+) (\S+(?: \S+)?)$/.exec(line) ?? [];
  const act = COMMANDS[command]?.(alias);
  if (act !== undefined) return { act };
  const [, sign = '+', key, day, archive] =
    /^(?:([+-]) )?([^#\s]\S*)(?: +(\d{4}-\d{2}-\d{2}))?(?: +(Archive))?$/.exec(line) ?? [];
  if (key === undefined) throw new TypeError(`cannot read ${line}`);
  const change: Act = async (world) => {
    if (archive === undefined) await (sign === '-' ? world.remove(key) : world.put(key));
    else
      await world.context.store.send({ operation: 'PutObject', key, body: new Uint8Array(1), storageClass: 'Archive' });
    await changed(sign === '-' ? 'ObjectRemoved:DeleteObject' : 'ObjectCreated:PutObject', key)(world);
  };
  return day === undefined ? { act: change } : { act: change, at: Date.parse(day) };
}

const START = Date.UTC(2026, 10, 20, 12);

/** The lifetime in caches of each alias. */
async function headersOf({ context, links }: HandlerWorld): Promise<readonly string[]> {
  const aliases = Object.keys(await links());
  const width = Math.max(...aliases.map((alias) => alias.length));
  return await Promise.all(
    aliases.map(async (alias) => {
      const link = await context.store.send({ operation: 'GetSymlink', key: alias });
      const { cacheControl } = link.found === 'symlink' ? link.headers : {};
      return `${alias.padEnd(width)}  Cache-Control: ${cacheControl}`;
    }),
  );
}

/** Runs an example as a deployment does: an event after every change, and a sweep before the aliases are read. */
async function run({ rules, steps }: Example): Promise<readonly (readonly string[])[]> {
  let now = START;
  const world = handlerWorld({ rules, now: () => now });
  const shown: (readonly string[])[] = [];
  for (const step of steps) {
    const { kind, options } = step;
    if (kind === 'result') {
      now = options.at === undefined ? now : Date.parse(options.at);
      await sweep(world.context, { kind: 'sweep' });
      const links = Object.entries(await world.links());
      const width = Math.max(...links.map(([alias]) => alias.length));
      shown.push(links.map(([alias, target]) => `${alias.padEnd(width)}  ->  ${target}`));
      continue;
    }
    if (kind === 'headers') {
      shown.push(await headersOf(world));
      continue;
    }
    for (const line of linesOf(step)) {
      const { act, at = now } = operationOf(line);
      now = at;
      await act(world);
      // Times are whole seconds, and what comes later has to be later.
      now += 1000;
    }
  }
  return shown;
}

describe('the rules reference', () => {
  test.each(examples())('$heading', async (example) => {
    const wanted = example.steps.filter(({ kind }) => kind === 'result' || kind === 'headers').map(linesOf);
    expect(await run(example)).toEqual(wanted);
  });

  test('has an example with aliases for each task that changes what a rules file says', () => {
    const tasks = examples().filter(({ steps }) => steps.some(({ kind }) => kind === 'result'));
    expect(tasks.length).toBeGreaterThanOrEqual(15);
  });
});

describe('the orders of the rules reference', () => {
  const described = blocks.filter(({ kind }) => kind === 'order');

  test('are all orders', () => {
    const headings = [...page.matchAll(/^#### (\w+)$/gm)].map(([, name]) => name);
    expect(headings).toEqual([...ORDER_NAMES]);
    // `uploaded` reads no text, so it has nothing to show.
    expect([...new Set(described.map(({ options }) => options.by)), 'uploaded']).toEqual([...ORDER_NAMES]);
    for (const block of described) expect(block.options.by).toBe(headingOf(block));
  });

  const rows = described.flatMap((block) =>
    linesOf(block).map((line) => {
      const [, row = '', text = ''] = /^(order|pre-releases|not read|parts)\s+(.*)$/.exec(line) ?? [];
      const { options } = block;
      return { by: options.by as OrderName, options, row, text };
    }),
  );

  test.each(rows)('$by, $row: $text', ({ by, options, row, text }) => {
    const order = createOrder(by, { format: options.format, values: options.values?.split(',') });
    const read = (one: string) => {
      const found = order.parse(one);
      if (!found.ok) throw new TypeError(found.why);
      return found;
    };
    if (row === 'order') {
      const [first = '', ...more] = text.split(/ (?=[<=] )/);
      expect(more.length).toBeGreaterThan(0);
      let before = first;
      for (const step of more) {
        const next = step.slice(2);
        const sign = Math.sign(order.compare(read(before).value, read(next).value));
        expect(`${before} ${sign === 0 ? '=' : sign < 0 ? '<' : '>'} ${next}`).toBe(`${before} ${step}`);
        before = next;
      }
    } else if (row === 'pre-releases') {
      expect(text.split(', ').filter((one) => !read(one).prerelease)).toEqual([]);
    } else if (row === 'not read') {
      expect(text.split(', ').filter((one) => order.parse(one).ok)).toEqual([]);
    } else {
      const [value = '', parts = ''] = text.split(/: (.*)/);
      const shown = Object.entries(read(value).parts).map(([part, own]) => `${part} ${own}`);
      expect(parts).toBe(shown.join(', '));
      expect(row).toBe('parts');
    }
  });
});

/** Every name of a field in a JSON Schema. */
function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, inner]) => [
    ...(name === 'properties' ? Object.keys(inner) : []),
    ...fieldsOf(inner),
  ]);
}

test.each([...new Set(fieldsOf(z.toJSONSchema(rulesSchema, { io: 'input' })))])(
  'the rules reference describes the field %s',
  (field) => {
    const rows = [...page.matchAll(/^\|(.*?)\|/gm)].map(([, cell = '']) => cell);
    const named = new RegExp(`\`[^\`]*\\b${field}\\b[^\`]*\``);
    expect(rows.some((cell) => named.test(cell))).toBe(true);
  },
);

const RULES = `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

function withRelease(of: string, complete: string): string {
  return `${RULES}    release: { of: '${of}', complete: ['${complete}'] }\n`;
}

/** For each message of the table of errors, rules that get it. */
const REFUSED: Readonly<Record<string, string>> = {
  'names the group "fiel"': RULES.replace('{file}', '{fiel}'),
  'names {version.majr}': RULES.replace('latest', '{version.majr}'),
  'unknown key "onDelet"': `${RULES}    onDelet: keep\n`,
  'order.on is missing': RULES.replace(', on: version', ''),
  'cannot be read as YAML or JSON': RULES.replace(/'\^(.*)\$'/, '"^$1\\d$"'),
  'has key and regex': RULES.replace('prefix: releases/', "key: 'releases/{app}/{version}/{file}'"),
  'the key template "{app}{version}" cannot be used': RULES.replace(
    'prefix: releases/',
    "key: '{app}{version}'",
  ).replace(/, regex: '[^']*'|\n *regex: '[^']*'/, ''),
  'the regex cannot be used': RULES.replace('(?<file>', '(?!x)(?<file>'),
  'does not match any key': RULES.replace('prefix: releases/', 'prefix: release/'),
  'is a loop': RULES.replace('semver', 'natural'),
  'two rules are named "app"': `${RULES}${RULES.slice(RULES.indexOf('  - name'))}`,
  'release.of does not name {version}': withRelease('{app}', 'releases/{app}/SHA256SUMS'),
  'it would belong to several releases': withRelease('{app}/{version}', 'releases/{app}/SHA256SUMS'),
  'cannot move together': withRelease('{app}/{version}', 'releases/{app}/{version}/SHA256SUMS').replace(
    '{app}/latest/{file}',
    '{app}{version.major}/{file}',
  ),
  'range cannot be used': `${RULES.replace('semver', 'number')}    range: ^1\n`,
  'minimumAge cannot be used': `${RULES}    minimumAge: 2 days\n`,
  'headers.Cache-Control cannot be used': `${RULES}    headers: { Cache-Control: 'max-age: 60' }\n`,
  'is an alias itself': `${RULES}    onDelete: { fallback: releases/app/latest/x }\n`,
  'the file is too large': `${RULES}${'#'.repeat(4 * 1024 * 1024)}`,
};

/** For each reason of the table of skipped keys, rules and a key that is skipped for it. */
const SKIPPED: Readonly<Record<string, readonly [rules: string, key: string]>> = {
  'is not a semantic version': [RULES, 'releases/app/1.2/app.tgz'],
  'is a prerelease, and this alias does not accept prereleases': [RULES, 'releases/app/1.0.0-rc.1/app.tgz'],
  'is outside the range': [`${RULES}    range: ^2\n`, 'releases/app/1.0.0/app.tgz'],
  'which comes first': [
    RULES.replace("['releases/", "['releases/{app}/latest/{file}', 'releases/"),
    'releases/app/1.0.0/app.tgz',
  ],
  'a loop': [RULES.replace('{app}/latest/{file}', '{file}/{app}/x'), 'releases/2.0.0/1.0.0/app.tgz'],
  'cannot be an object key': [RULES.replace('releases/{app}/latest/{file}', '{file}'), 'releases/app/1.0.0/\\x'],
};

function messagesAfter(text: string): readonly string[] {
  const [table = ''] = page.slice(page.indexOf(text)).split('\n\n').slice(1);
  return [...table.matchAll(/^\| `([^|]*)` \|/gm)].map(([, message = '']) => message);
}

describe('the messages of the rules reference', () => {
  test('are those that this test provokes', () => {
    expect(messagesAfter('`autoalias validate` checks the whole file')).toEqual(Object.keys(REFUSED));
    expect(messagesAfter('The following reasons appear')).toEqual(Object.keys(SKIPPED));
  });

  test.each(Object.entries(REFUSED))('%s', (message, rules) => {
    expect(() => parseRules(rules, 'rules.yaml')).toThrow(message);
  });

  test.each(Object.entries(SKIPPED))('%s', async (message, [rules, key]) => {
    const world = handlerWorld({ rules });
    await handleChanges(world.context, [{ key, cause: { kind: 'change', event: 'ObjectCreated:PutObject', key } }]);
    expect(world.log.map(({ why }) => why)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
  });
});
