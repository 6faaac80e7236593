/** The last items that were added, oldest first, and never more than `limit` of them. */
export interface Recent<T> {
  add(item: T): void;
  list(): readonly T[];
}

export function createRecent<T>(limit: number): Recent<T> {
  const items: T[] = [];
  let next = 0;
  return {
    add: (item) => {
      items[next % limit] = item;
      next += 1;
    },
    list: () => (next <= limit ? [...items] : [...items.slice(next % limit), ...items.slice(0, next % limit)]),
  };
}
