import type { StoreCall } from '../../server/store-call.ts';
import { invalidArgument } from '../answer/bos-fault.ts';

const MOST_KEYS = 1000;

/** `maxKeys`: 1,000 by default, and at most. Source: https://cloud.baidu.com/doc/BOS/s/Ekc4epj6m. */
export function maxKeys({ query }: StoreCall): number {
  const text = query.get('maxKeys');
  if (text === undefined || text === '') return MOST_KEYS;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw invalidArgument('maxKeys must be a whole number from 1 to 1000.');
  return Math.min(Number(text), MOST_KEYS);
}

/** A delimiter has one character, by the same page. */
export function delimiter({ query }: StoreCall): { readonly delimiter?: string } {
  const text = query.get('delimiter') ?? '';
  if (text === '') return {};
  if ([...text].length === 1) return { delimiter: text };
  throw invalidArgument('delimiter must be one character.');
}

/** The parameters of a list request that are texts. An empty one counts as absent. */
export function given<Name extends string>(
  { query }: StoreCall,
  names: Readonly<Record<Name, string>>,
): { readonly [N in Name]?: string } {
  const found: { [N in Name]?: string } = {};
  for (const name of Object.keys(names) as Name[]) {
    const value = query.get(names[name]);
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}
