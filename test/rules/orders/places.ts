import type { Order } from '../../../src/rules/orders/order.ts';

/** The lines of a fixture, lowest first. Texts on one line are equal. */
export function placesOf(fixture: string): readonly (readonly string[])[] {
  return fixture
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
}

/** Pairs of neighbouring or equal texts for which an order and a fixture disagree. Texts that the order skips are left out. */
export function disagreements(order: Order, places: readonly (readonly string[])[]) {
  const read = places.map((texts) =>
    texts.flatMap((text) => {
      const reading = order.parse(text);
      return reading.ok ? [{ text, value: reading.value }] : [];
    }),
  );
  const whole = read.filter((place) => place.length > 0);
  const wrong = whole.flatMap((place, i) => {
    const [first] = place;
    const [next] = whole[i + 1] ?? [];
    if (first === undefined) return [];
    const apart = place.filter(({ value }) => order.compare(first.value, value) !== 0);
    const after = next !== undefined && order.compare(first.value, next.value) >= 0 ? [next] : [];
    return [...apart, ...after].map(({ text }) => `${first.text} and ${text}`);
  });
  return { wrong, read: whole.flat().length };
}
