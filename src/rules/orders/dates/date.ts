import type { NotOrdered, Order, OrderValue } from '../order.ts';
import { formatExample, formatRegex, monthNumber, wholeYear } from './date-format.ts';

/** A point in time. */
interface Instant {
  /** Unix seconds. */
  readonly seconds: number;
  /** The digits of the fraction of a second, without zeros at the end. */
  readonly fraction: string;
}

const DATE = '(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})';
const BASIC_DATE = '(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})';
const FRACTION = '(?:[.,](?<fraction>\\d+))?';
const TIME = `(?<hour>\\d{1,2})(?::(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})${FRACTION})?)?`;
const BASIC_TIME = `(?<hour>\\d{2})(?:(?<minute>\\d{2})(?:(?<second>\\d{2})${FRACTION})?)?`;
const ZONE = '(?: ?(?<zone>Z|[+-]\\d{2}(?::?\\d{2})?))?';

/**
 * The dates that are read without a format: ISO 8601 in its extended and basic form, also with numbers of one digit, and with
 * other characters than T between date and time. UTC if there is no time zone.
 */
const SHAPES = [
  DATE,
  '(?<year>\\d{4})-(?<month>\\d{1,2})',
  BASIC_DATE,
  `${DATE}[T _]${TIME}${ZONE}`,
  `${DATE}[T _]${BASIC_TIME}${ZONE}`,
  // After a hyphen, two or four digits could be a zone.
  `${DATE}-(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})`,
  `${BASIC_DATE}[T _-]?${BASIC_TIME}${ZONE}`,
  `${BASIC_DATE}[T _]${TIME}${ZONE}`,
].map((source) => new RegExp(`^${source}$`));

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;

/** Calendar dates and times, in the usual forms of ISO 8601 or in the given format. */
export function dateOrder(format?: string): Order<Instant> {
  const shapes = format === undefined ? SHAPES : [formatRegex(format)];
  const wanted =
    format === undefined ? 'an ISO 8601 date (like 2026-11-20 or 20261120T0830Z)' : `a date of the format ${format}`;
  return {
    parse(text): OrderValue<Instant> | NotOrdered {
      const groups = shapes.map((shape) => shape.exec(text)?.groups).find((found) => found !== undefined);
      if (groups === undefined) return { ok: false, why: `"${text}" is not ${wanted}` };
      return readEpoch(groups) ?? readCalendar(groups) ?? { ok: false, why: `"${text}" is not a valid date and time` };
    },
    compare: (a, b) => a.seconds - b.seconds || (a.fraction < b.fraction ? -1 : a.fraction > b.fraction ? 1 : 0),
    parts: PARTS,
    examples: format === undefined ? ['2026-11-20', '20261120', '20261120T083000Z'] : [formatExample(format)],
  };
}

type DateGroups = Readonly<Record<string, string | undefined>>;

/** Reads seconds or milliseconds since the epoch. Undefined if the format has neither. */
function readEpoch({ seconds, milliseconds }: DateGroups): OrderValue<Instant> | undefined {
  const [whole, fraction = ''] =
    milliseconds === undefined
      ? (seconds?.split('.') ?? [])
      : [milliseconds.slice(0, -3), milliseconds.padStart(3, '0').slice(-3)];
  if (whole === undefined) return undefined;
  const at = new Date(Number(whole) * 1000);
  const calendar = [
    at.getUTCFullYear(),
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ];
  return orderValue({ seconds: Number(whole), fraction }, calendar);
}

/** Reads a date and time. Undefined if they do not exist. */
function readCalendar(groups: DateGroups): OrderValue<Instant> | undefined {
  const { fraction = '' } = groups;
  const year = wholeYear(groups.year ?? '');
  const month = monthNumber(groups.month ?? '1');
  const [day = 1, hour = 0, minute = 0, second = 0] = [
    groups.day ?? '1',
    groups.hour,
    groups.minute,
    groups.second,
  ].map((text) => Number(text ?? '0'));
  const offset = zoneOffset(groups.zone);
  // Date.UTC would convert February 30 to a day in March.
  const daysInMonth = [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  const isDay = daysInMonth !== undefined && day >= 1 && day <= daysInMonth;
  if (!isDay || hour > 23 || minute > 59 || second > 59 || offset === undefined) return undefined;
  // Date.UTC reads years below 100 as 19xx. The calendar repeats every 400 years, which are 146,097 days.
  const at = Date.UTC(year + 400, month - 1, day, hour, minute, second) / 1000 - 146_097 * 86_400;
  return orderValue({ seconds: at - offset, fraction }, [year, month, day, hour, minute, second]);
}

/** The parts have the same number of digits for every text. They are not converted to UTC. */
function orderValue({ seconds, fraction }: Instant, calendar: readonly number[]): OrderValue<Instant> {
  const texts = calendar.map((number, i) => String(number).padStart(i === 0 ? 4 : 2, '0'));
  const parts = Object.fromEntries(PARTS.map((part, i) => [part, texts[i] ?? fraction.slice(0, 3).padEnd(3, '0')]));
  return { ok: true, value: { seconds, fraction: withoutZeros(fraction) }, prerelease: false, parts };
}

function withoutZeros(fraction: string): string {
  return fraction.slice(0, [...fraction].findLastIndex((digit) => digit !== '0') + 1);
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The offset of a time zone in seconds. Undefined if its hours or minutes are out of range. */
function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.length > 3 ? zone.slice(-2) : 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60;
}
