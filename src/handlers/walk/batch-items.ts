import { CONCURRENCY } from '../function/handler-context.ts';
import { MOST_TOGETHER } from '../work/handle-together.ts';
import type { ResumePoint } from './resume-point.ts';
import type { WalkedAlias, WalkedRelease } from './walk-aliases.ts';

/** An item of the walk that has begun. `end` must be called when it has ended. */
export interface BegunItem {
  readonly item: WalkedAlias | WalkedRelease;
  /** How many objects the walk had listed when it yielded the item. */
  readonly listed: number;
  readonly end: ReturnType<ResumePoint['begin']>;
}

/**
 * How many objects a walk may list between the first and the last alias of a batch, unless they have the same prefix. Otherwise,
 * an alias of large groups would wait for many pages, and a sweep with a time limit might never handle any.
 */
const MOST_LISTED = 16_000;

/**
 * Joins consecutive aliases. Those whose candidates have the same prefix share listings. A few others join too, because the
 * aliases that begin together share their look-ups. An alias that the walk yields again begins another batch.
 */
export async function* inBatches(items: AsyncIterable<BegunItem>): AsyncGenerator<readonly BegunItem[]> {
  let batch: BegunItem[] = [];
  const names = new Set<string>();
  for await (const one of items) {
    if (!joins(batch, one) || names.has(nameOf(one.item))) {
      if (batch.length > 0) yield batch;
      batch = [];
      names.clear();
    }
    batch.push(one);
    names.add(nameOf(one.item));
  }
  if (batch.length > 0) yield batch;
}

function joins(batch: readonly BegunItem[], { item, listed }: BegunItem): boolean {
  const [first, last] = [batch[0], batch.at(-1)];
  if (first === undefined || last?.item.kind !== 'alias' || item.kind !== 'alias') return false;
  if (last.item.prefix === item.prefix) return batch.length < MOST_TOGETHER;
  return batch.length < CONCURRENCY && listed - first.listed <= MOST_LISTED;
}

/**
 * The name of what must not be handled twice at the same time. An alias that moves with its group has the name of the group.
 */
export function nameOf(item: WalkedAlias | WalkedRelease): string {
  if (item.kind === 'release') return item.group.name;
  return item.template.grouping?.groupOfAlias(item.alias)?.name ?? item.alias;
}
