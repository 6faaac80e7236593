import { MOST_TOGETHER } from '../work/handle-together.ts';
import type { ResumePoint } from './resume-point.ts';
import type { WalkedAlias, WalkedRelease } from './walk-aliases.ts';

/** An item of the walk that has begun. `end` must be called when it has ended. */
export interface BegunItem {
  readonly item: WalkedAlias | WalkedRelease;
  readonly end: ReturnType<ResumePoint['begin']>;
}

/**
 * Joins consecutive aliases whose candidates have the same prefix, because they share listings. An alias that the walk yields
 * again begins another batch.
 */
export async function* inBatches(items: AsyncIterable<BegunItem>): AsyncGenerator<readonly BegunItem[]> {
  let batch: BegunItem[] = [];
  const names = new Set<string>();
  for await (const one of items) {
    const { item } = one;
    const [first] = batch;
    const joins =
      first?.item.kind === 'alias' &&
      item.kind === 'alias' &&
      first.item.prefix === item.prefix &&
      batch.length < MOST_TOGETHER &&
      !names.has(nameOf(item));
    if (!joins) {
      if (batch.length > 0) yield batch;
      batch = [];
      names.clear();
    }
    batch.push(one);
    names.add(nameOf(item));
  }
  if (batch.length > 0) yield batch;
}

/**
 * The name of what must not be handled twice at the same time. An alias that moves with its group has the name of the group.
 */
export function nameOf(item: WalkedAlias | WalkedRelease): string {
  if (item.kind === 'release') return item.group.name;
  return item.template.grouping?.groupOfAlias(item.alias)?.name ?? item.alias;
}
