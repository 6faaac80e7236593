/**
 * The schedule of a crontab trigger: `rate(5 minutes)`, or `cron(…)` with five fields in UTC, to the minute (CFC, page
 * ajzmg1mft). Also reads the schedules of Function Compute: six fields from second to weekday, and `@every 5m`.
 *
 * Returns undefined for a text that CFC cannot express.
 */
export function cfcSchedule(text: string): string | undefined {
  const own = /^(rate|cron)\((.*)\)$/.exec(text);
  if (own?.[1] === 'rate')
    return /^(?:1 (?:minute|hour|day)|(?!1 )[1-9]\d* (?:minute|hour|day)s)$/.test(own[2] ?? '') ? text : undefined;
  if (own !== null) return cron((own[2] ?? '').split(' '));
  const every = /^@every ([1-9]\d*)([smh])$/.exec(text);
  if (every !== null) return rate(Number(every[1]), every[2] === 's' ? 1 : every[2] === 'm' ? 60 : 3600);
  const [second, ...fields] = text.split(' ');
  return second === '0' ? cron(fields) : undefined;
}

function rate(count: number, seconds: number): string | undefined {
  const minutes = (count * seconds) / 60;
  if (!Number.isInteger(minutes)) return undefined;
  return `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`;
}

/** Numbers, ranges, lists and steps. CFC also accepts names of months and weekdays. */
const FIELD =
  /^(?:\*|\?|\d{1,2}(?:-\d{1,2})?|[A-Z]{3}(?:-[A-Z]{3})?)(?:\/\d{1,2})?(?:,(?:\d{1,2}(?:-\d{1,2})?|[A-Z]{3}))*$/;

/** Day and weekday cannot both be `*`: one of them is `?` then (same page). */
function cron(fields: readonly string[]): string | undefined {
  if (fields.length !== 5 || !fields.every((field) => FIELD.test(field))) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const days = weekday === '*' ? [day, '?'] : day === '*' && weekday !== '?' ? ['?', weekday] : [day, weekday];
  return `cron(${minute} ${hour} ${days[0]} ${month} ${days[1]})`;
}
