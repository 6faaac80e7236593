import { sweep } from '../../../src/handlers/walk/sweep.ts';
import type { MarkerPlan, MarkerResult } from '../../../src/handlers/withdraw/marker-plan.ts';
import { carryOut, planRestore, planWithdrawal } from '../../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import type { MemoryStoreOptions } from '../../../src/stores/memory/memory-store.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

/** A rule whose marker is next to the object. */
export const FLAT_RULE = `  - name: flat
    match: { prefix: pypi/, regex: '^pypi/(?<name>[a-z]+)-(?<version>[0-9.]+)[.]tgz$' }
    order: { by: semver, on: version }
    aliases: ['pypi/{name}.tgz']
`;

/** A rule that ignores markers. */
export const RAW_RULE = `  - name: raw
    match: { prefix: raw/, regex: '^raw/(?<version>[0-9.]+)$' }
    order: { by: semver, on: version }
    withdraw: false
    aliases: ['raw/latest']
`;

export const WITHDRAW_RULES = `version: 1
rules:
  - name: tool
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases:
      - releases/{app}/latest/{file}
      - releases/{app}/v{version.major}/{file}
      - { key: 'releases/{app}/next/{file}', prereleases: true }
      - { key: 'releases/{app}/production/{file}', protected: true }
${FLAT_RULE}${RAW_RULE}`;

export const NOW = Date.UTC(2026, 10, 27, 23, 30);
export const ACTOR = 'ada@host';

export function tool(version: string, file = 'f'): string {
  return `releases/tool/${version}/${file}`;
}

export interface WithdrawWorld extends HandlerWorld {
  /** Uploads objects, and handles the event of each. */
  upload(...keys: string[]): Promise<void>;
  withdraw(names: readonly string[], release?: string, reason?: string): Promise<MarkerResult>;
  restore(names: readonly string[], release?: string): Promise<MarkerResult>;
  carryOut(plan: MarkerPlan): Promise<MarkerResult>;
  /** Where each alias of the app `tool` points, without the start of the keys. */
  shown(): Promise<Record<string, string>>;
  text(key: string): Promise<string | undefined>;
  /** What a marker says. Undefined if it does not exist. */
  note(marker: string): Promise<unknown>;
  /** The operations since the last call that write. */
  takeWrites(): readonly string[];
}

/** The report of one alias in a result. */
export function reportOf(
  { aliases }: Pick<MarkerResult, 'aliases'>,
  alias: string,
): MarkerResult['aliases'][number] | undefined {
  return aliases.find((report) => report.alias === alias);
}

/** The aliases that a result says were pointed at another target. */
export function pointedIn({ aliases }: Pick<MarkerResult, 'aliases'>): readonly string[] {
  return aliases.filter(({ action }) => action === 'pointed').map(({ alias }) => alias);
}

export function withdrawWorld(options: MemoryStoreOptions & { readonly rules?: string } = {}): WithdrawWorld {
  const made = handlerWorld({ rules: WITHDRAW_RULES, now: () => NOW, ...options });
  const world = { ...made, context: { ...made.context, actor: ACTOR } };
  const { context } = world;
  const carry = (plan: MarkerPlan) => carryOut(context, plan);
  const text = async (key: string): Promise<string | undefined> => {
    const content = await context.store.send({ operation: 'GetObject', key, maxBytes: 1000 });
    return content.found === 'object' ? content.text : undefined;
  };
  return {
    ...world,
    upload: async (...keys) => {
      await world.put(...keys);
      const event = 'ObjectCreated:PutObject';
      await handleChanges(
        context,
        keys.map((key) => ({ key, cause: { kind: 'change', event, key } })),
      );
    },
    withdraw: async (names, release, reason = 'it is bad') =>
      carry(await planWithdrawal(context, { names, release, reason })),
    restore: async (names, release) => carry(await planRestore(context, { names, release, reason: 'it is good' })),
    carryOut: carry,
    shown: async () => {
      const short = (key: string): string => key.replace('releases/tool/', '');
      return Object.fromEntries(
        Object.entries(await world.links()).map(([alias, target]) => [short(alias), short(target)]),
      );
    },
    text,
    note: async (marker) => {
      const content = await text(marker);
      return content === undefined ? undefined : JSON.parse(content);
    },
    takeWrites: () => world.sent.splice(0).filter((operation) => /Put|Delete/.test(operation)),
  };
}

/** A world in which every alias is right after these uploads. */
export async function uploaded(keys: readonly string[], options?: Parameters<typeof withdrawWorld>[0]) {
  const world = withdrawWorld(options);
  await world.put(...keys);
  await sweep(world.context, { kind: 'sweep' });
  return world;
}
