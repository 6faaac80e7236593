import { quoteRegex } from '../pattern/pattern.ts';
import type { NotOrdered, Order, OrderValue } from './order.ts';

/** The tokens of a format. Each one has a fixed number of digits, so there is only one way to read a text. */
const TOKENS: Readonly<Record<string, { readonly part: string; readonly source: string }>> = {
  YYYY: { part: 'year', source: '(?<year>\\d{4})' },
  MM: { part: 'month', source: '(?<month>\\d{2})' },
  DD: { part: 'day', source: '(?<day>\\d{2})' },
  HH: { part: 'hour', source: '(?<hour>\\d{2})' },
  mm: { part: 'minute', source: '(?<minute>\\d{2})' },
  ss: { part: 'second', source: '(?<second>\\d{2})' },
  SSS: { part: 'millisecond', source: '(?<millisecond>\\d{3})' },
  Z: { part: 'zone', source: '(?<zone>Z|[+-]\\d{2}:?\\d{2})' },
};

const TOKEN = /YYYY|SSS|MM|DD|HH|mm|ss|Z/g;

/** The extended and basic formats of ISO 8601, which dates in keys usually have. UTC if there is no time zone. */
const ISO_FORMATS = [
  'YYYY-MM-DD',
  'YYYYMMDD',
  'YYYY-MM',
  'YYYY-MM-DDTHH:mm',
  'YYYY-MM-DDTHH:mmZ',
  'YYYY-MM-DDTHH:mm:ss',
  'YYYY-MM-DDTHH:mm:ssZ',
  'YYYY-MM-DDTHH:mm:ss.SSS',
  'YYYY-MM-DDTHH:mm:ss.SSSZ',
  'YYYYMMDDTHHmm',
  'YYYYMMDDTHHmmZ',
  'YYYYMMDDTHHmmss',
  'YYYYMMDDTHHmmssZ',
  'YYYYMMDDHHmm',
  'YYYYMMDDHHmmss',
] as const;

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
const DEFAULT_PARTS: Readonly<Record<string, string>> = {
  year: '',
  month: '01',
  day: '01',
  hour: '00',
  minute: '00',
  second: '00',
  millisecond: '000',
};

/** Tokens of other date libraries, and the right ones. A format with a wrong token would not match any key. */
const FOREIGN_TOKENS: Readonly<Record<string, string>> = { hh: 'HH', dd: 'DD' };

/** Why a format cannot be used, or undefined if it can. */
export function dateFormatProblem(format: string): string | undefined {
  const tokens: readonly string[] = format.match(TOKEN) ?? [];
  if (!tokens.includes('YYYY')) return 'it does not contain YYYY';
  if (new Set(tokens).size !== tokens.length) return 'it contains a token twice';
  const text = format.replace(TOKEN, ' ');
  const foreign = Object.entries(FOREIGN_TOKENS).find(([one, own]) => text.includes(one) && !tokens.includes(own));
  if (foreign !== undefined) return `"${foreign[0]}" is not a token`;
  return undefined;
}

/** Calendar dates, in ISO 8601 or in the given format. The value is in Unix milliseconds. */
export function dateOrder(format?: string): Order<number> {
  const shapes = (format === undefined ? ISO_FORMATS : [format]).map(shapeOf);
  const wanted = format ?? 'an ISO 8601 date (like 2026-11-20 or 20261120T0830Z)';
  return {
    parse(text): OrderValue<number> | NotOrdered {
      const groups = shapes.map((shape) => shape.exec(text)?.groups).find((found) => found !== undefined);
      if (groups === undefined) return { ok: false, why: `"${text}" is not ${wanted}` };
      return read(text, groups);
    },
    compare: (a, b) => a - b,
    parts: PARTS,
    examples: format === undefined ? ['2026-11-20', '20261120', '20261120T083000Z'] : [exampleOf(format)],
  };
}

function shapeOf(format: string): RegExp {
  const sources: string[] = [];
  let from = 0;
  for (const token of format.matchAll(TOKEN)) {
    sources.push(quoteRegex(format.slice(from, token.index)), TOKENS[token[0]]?.source ?? '');
    from = token.index + token[0].length;
  }
  return new RegExp(`^${sources.join('')}${quoteRegex(format.slice(from))}$`);
}

function read(text: string, groups: Readonly<Record<string, string>>): OrderValue<number> | NotOrdered {
  const parts: Record<string, string> = {};
  for (const part of PARTS) parts[part] = groups[part] ?? DEFAULT_PARTS[part] ?? '';
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = PARTS.map((p) => Number(parts[p]));
  const offset = zoneOffset(groups.zone);
  // Date.UTC would convert February 30 to a day in March.
  const daysInMonth = [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (
    daysInMonth === undefined ||
    day < 1 ||
    day > daysInMonth ||
    hour > 23 ||
    minute > 59 ||
    second > 59 ||
    offset === undefined
  ) {
    return { ok: false, why: `"${text}" is not a valid date and time` };
  }
  // Date.UTC reads years below 100 as 19xx. The calendar repeats every 400 years, which are 146,097 days.
  const at = Date.UTC(year + 400, month - 1, day, hour, minute, second, ms) - 146_097 * 86_400_000;
  return { ok: true, value: at - offset, prerelease: false, parts };
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The offset of a time zone in milliseconds. Undefined if its hours or minutes are out of range. */
function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function exampleOf(format: string): string {
  return format.replace(
    TOKEN,
    (token) => ({ YYYY: '2026', MM: '11', DD: '20', HH: '08', SSS: '000', Z: 'Z' })[token] ?? '30',
  );
}
