import type { Random } from '../seeded-random.ts';

const NAMES = ['a', 'b', 'c'];

/** A random key template with the names a, b and c, and the paths p and q. It can be invalid. */
export function randomTemplate({ below: next }: Random): string {
  const segment = (): string => {
    const parts = Array.from({ length: 1 + next(3) }, () => `{${NAMES[next(3)]}}`);
    const text = parts.join(['-', '.', '--'][next(3)]);
    return ['', '', 'x', '-'][next(4)] + text + ['', '', 'x', '.'][next(4)];
  };
  const segments = Array.from({ length: 1 + next(3) }, () =>
    [segment, segment, () => '{p:**}', () => 'x', () => ''][next(5)]?.(),
  );
  return segments.join('/').replace('{p:**}', '{q:**}').replace(/^\//, '');
}

/** 1 to `most` characters of an alphabet. */
export function randomText({ below: next }: Random, alphabet: string, most: number): string {
  return Array.from({ length: 1 + next(most) }, () => alphabet[next(alphabet.length)]).join('');
}

/** A key that often matches: short texts in the template. */
export function randomKey(random: Random, template: string): string {
  const texts = new Map<string, string>();
  return template.replace(/\{(\w+)(:\*\*)?\}/g, (_, name: string, path) => {
    const isOther = random.below(8) === 0;
    const text = texts.get(name) ?? randomText(random, path === undefined ? 'x-.' : 'x-/', 4);
    if (!isOther) texts.set(name, text);
    return text;
  });
}
