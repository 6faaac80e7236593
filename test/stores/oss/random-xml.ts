import type { seededRandom } from '../../rules/seeded-random.ts';

type Random = ReturnType<typeof seededRandom>;

const NAMES = ['Contents', 'Key', 'Version', 'a:b', 'A', 'A1.-_'];
const TEXTS = ['a', ' ', '\n', '\r\n', '007', '目', '😀', 'x%2F1', '"', "'", '>', ']]', '-', '/', '='];
const REFERENCES = ['&lt;', '&gt;', '&amp;', '&quot;', '&apos;', '&#65;', '&#x1F600;', '&#13;', '&#9;'];
const ASIDE = ['<!-- c -->', '<!-- <a> & -->', '<?pi x?>'];
const ATTRIBUTES = ['', '', '', ' x="1"', " y='>'", ' xmlns="http://x/" z = ""'];

function one<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)] as T;
}

function some(random: Random, most: number, make: () => string): string {
  return Array.from({ length: random.below(most + 1) }, make).join('');
}

/** A document that an object store might write, with everything that XML lets it. */
export function randomDocument(random: Random): string {
  const head = one(random, ['', '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0"?>']);
  return `${head}${element(random, 0)}${one(random, ['', '\n', '<!-- end -->'])}`;
}

function element(random: Random, depth: number): string {
  const name = one(random, NAMES);
  const attributes = one(random, ATTRIBUTES);
  if (random.below(8) === 0) return `<${name}${attributes}/>`;
  const inside = some(random, depth < 4 ? 5 : 1, () => piece(random, depth));
  return `<${name}${attributes}>${inside}</${name}${one(random, ['', '', ' ', '\n'])}>`;
}

function piece(random: Random, depth: number): string {
  switch (random.below(depth < 4 ? 8 : 5)) {
    case 0:
      return one(random, REFERENCES);
    case 1:
      return `<![CDATA[${some(random, 3, () => one(random, [...TEXTS, '<', '&', '&amp;', '<a>']))}]]>`;
    case 2:
      return one(random, ASIDE);
    case 3:
    case 4:
      return some(random, 3, () => one(random, TEXTS));
    default:
      return element(random, depth + 1);
  }
}

const SCRAPS = [
  '<',
  '>',
  '/',
  '&',
  ';',
  '"',
  '=',
  '<!',
  '<!--',
  '-->',
  ']]>',
  '<?',
  '?>',
  '</A>',
  '<A>',
  '&nope;',
  '!',
];

/** A document with a few characters lost, doubled, or put where they do not belong. */
export function brokenDocument(random: Random): string {
  let document = randomDocument(random);
  for (let times = random.below(3); times > 0; times--) {
    const at = random.below(document.length + 1);
    const cut = random.below(3);
    const scrap = random.below(2) === 0 ? one(random, SCRAPS) : document.slice(at, at + random.below(12));
    document = document.slice(0, at) + scrap + document.slice(at + cut);
  }
  return document;
}
