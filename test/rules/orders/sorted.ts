import type { Order } from '../../../src/rules/orders/order.ts';

/** The texts in the given order. Throws if the order does not accept one of them. */
export function sorted(order: Order, texts: readonly string[]): readonly string[] {
  return texts
    .map((text) => {
      const read = order.parse(text);
      if (!read.ok) throw new Error(`"${text}" was not read: ${read.why}`);
      return { text, value: read.value };
    })
    .sort((a, b) => order.compare(a.value, b.value))
    .map(({ text }) => text);
}

/** The sign of the comparison of two texts that the order accepts. */
export function compared(order: Order, a: string, b: string): number {
  const [x, y] = [order.parse(a), order.parse(b)];
  if (!x.ok || !y.ok) throw new Error(`"${x.ok ? b : a}" was not read`);
  return Math.sign(order.compare(x.value, y.value));
}
