import type { OrderName } from '../orders/orders.ts';

/** A text that an order reads or skips correctly, and probably not as its author expects. */
export interface OrderHint {
  /** What the order does with the text. */
  readonly why: string;
  /** What to write instead. */
  readonly instead: string;
}

/** A form of version that leads to a surprise in one order. */
export interface OrderTrap {
  readonly by: OrderName;
  /** The hint for a text of this form. Undefined for other texts. */
  hint(text: string): OrderHint | undefined;
  /** RE2 regexes with which lint finds the form in a rule. Without them, the rule never has a candidate, and lint says so. */
  readonly forms?: {
    /** Matches texts of this form. */
    readonly trap: string;
    /** Matches the usual form. A group that matches any version matches both. A group that does not match it is for the trap. */
    readonly usual: string;
  };
  /** The text is equal to others that seem different. The hint then only helps if no other order decides between them. */
  readonly isEqual?: true;
}

const BY_VERSION = 'order by version';

const VERSION = '^v?\\d+\\.\\d+\\.\\d+';

/** The surprises that one text shows. */
export const ORDER_TRAPS: readonly OrderTrap[] = [
  {
    by: 'semver',
    hint: numberInWord,
    forms: { trap: `${VERSION}-[A-Za-z]+-?[1-9]\\d$`, usual: `${VERSION}-[A-Za-z]+\\.[1-9]\\d$` },
  },
  {
    by: 'semver',
    hint: buildNumber,
    forms: { trap: `${VERSION}-[1-9]\\d*$`, usual: `${VERSION}-[A-Za-z]+[.-]?\\d*$` },
  },
  // One row for each number, because each can have two digits in a pattern.
  {
    by: 'semver',
    hint: leadingZero,
    forms: { trap: '^v?\\d+\\.0\\d+(?:\\.\\d+)*$', usual: '^v?\\d+\\.\\d(?:\\.\\d+)*$' },
  },
  {
    by: 'semver',
    hint: leadingZero,
    forms: { trap: '^v?\\d+\\.\\d+\\.0\\d+$', usual: '^v?\\d+\\.\\d+\\.\\d$' },
  },
  {
    by: 'semver',
    hint: leadingZero,
    forms: { trap: `${VERSION}-[A-Za-z]+\\.0\\d+$`, usual: `${VERSION}-[A-Za-z]+\\.\\d$` },
  },
  {
    by: 'semver',
    hint: uncomparedBuild,
    // A regex that also matches a commit hash after the + is not made for build numbers.
    forms: {
      trap: `${VERSION}(?:-[0-9A-Za-z.-]+)?\\+(?:[A-Za-z]+[.-]?)?\\d+$`,
      usual: `${VERSION}(?:-[0-9A-Za-z.-]+)?\\+[0-9a-f]{3}[a-f][0-9a-f]{3}$`,
    },
    isEqual: true,
  },
  { by: 'semver', hint: notThreeNumbers },
];

const SHAPE = /^v?(\d+(?:\.\d+)+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

/** The numbers, the prerelease and the build metadata of a text that looks like a semantic version. */
function shapeOf(text: string) {
  const [, numbers, prerelease = '', build = ''] = SHAPE.exec(text) ?? [];
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split('.'), identifiers: prerelease === '' ? [] : prerelease.split('.'), build };
}

function isSemver({ numbers, identifiers }: NonNullable<ReturnType<typeof shapeOf>>): boolean {
  return numbers.length === 3 && ![...numbers, ...identifiers].some(hasLeadingZero);
}

function hasLeadingZero(text: string): boolean {
  return /^0\d+$/.test(text);
}

/** Longer numbers are dates or times of one length, which are also right as text. */
const WORD_AND_NUMBER = /^([A-Za-z]+-?)[1-9]\d{1,2}$/;

function numberInWord(text: string): OrderHint | undefined {
  const shape = shapeOf(text);
  if (shape === undefined || !isSemver(shape)) return undefined;
  const identifier = shape.identifiers.find((one) => WORD_AND_NUMBER.test(one));
  const [, word] = WORD_AND_NUMBER.exec(identifier ?? '') ?? [];
  if (identifier === undefined || word === undefined) return undefined;
  return {
    why: `semver compares ${identifier} as text, so "${text}" is less than "${text.replace(identifier, `${word}9`)}"`,
    instead: `write ${word.replace('-', '')}.${identifier.slice(word.length)}, or ${BY_VERSION}`,
  };
}

function buildNumber(text: string): OrderHint | undefined {
  const shape = shapeOf(text);
  const [build = ''] = shape?.identifiers ?? [];
  if (shape === undefined || !isSemver(shape) || shape.identifiers.length > 1 || !/^[1-9]\d*$/.test(build))
    return undefined;
  const release = shape.numbers.join('.');
  return {
    why: `semver reads ${build} as a prerelease, so "${text}" is less than "${release}-rc.1" and "${release}"`,
    instead: `if ${build} is a build number, write a group for it, and order: [{ by: semver, on: version }, { by: number, on: build }]`,
  };
}

/** The hint about texts that differ only in what follows the +. */
export function equalBuilds(one: string, other: string): OrderHint {
  return {
    why: `semver does not compare what follows the +, so "${one}" and "${other}" are equal, and the later upload wins`,
    instead:
      'if it is a build number, write a group for it, and order: [{ by: semver, on: version }, { by: number, on: build }]',
  };
}

/** A commit hash in hexadecimal digits, with a letter among them. */
const HASH = /^(?=\d*[a-f])[0-9a-f]{7,40}$/;

function uncomparedBuild(text: string): OrderHint | undefined {
  const shape = shapeOf(text);
  const [, word = '', number] = /^([A-Za-z]+[.-]?)?(\d+)$/.exec(shape?.build ?? '') ?? [];
  if (shape === undefined || number === undefined || !isSemver(shape) || HASH.test(shape.build)) return undefined;
  return equalBuilds(text.replace(/\+.*/, `+${word}${number === '1' ? '2' : '1'}`), text);
}

/** `22.01`, `2024.01.15`, `24.04.1`. */
const CALENDAR = /^v?(?:\d\d|\d{4})\.(?:0?[1-9]|1[0-2])(?:\.\d+){0,2}$/;

function leadingZero(text: string): OrderHint | undefined {
  const shape = shapeOf(text);
  const number = [...(shape?.numbers ?? []), ...(shape?.identifiers ?? [])].find(hasLeadingZero);
  if (number === undefined) return undefined;
  return {
    why: `semver does not read "${text}", because ${number} begins with a zero`,
    instead: CALENDAR.test(text) ? 'order by calver if the version is a date, or by version' : BY_VERSION,
  };
}

function notThreeNumbers(text: string): OrderHint | undefined {
  const shape = shapeOf(text);
  if (shape === undefined || shape.numbers.length === 3 || shape.numbers.some(hasLeadingZero)) return undefined;
  return {
    why: `semver does not read "${text}", because it has ${shape.numbers.length} numbers and not three`,
    instead: CALENDAR.test(text) ? 'order by version, or by calver if the version is a date' : BY_VERSION,
  };
}
