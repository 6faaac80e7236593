import type { NotOrdered, Order, OrderValue } from './order.ts';

interface Version {
  /** The year, the month, and up to two more numbers. */
  readonly numbers: readonly bigint[];
  readonly stage: number;
  readonly count: bigint;
}

const SHAPE =
  /^v?(?<year>(?:19|2\d)\d\d|\d\d)\.(?<month>0?[1-9]|1[0-2])(?:\.(?<third>\d{1,15}))?(?:\.(?<fourth>\d{1,15}))?(?:[-._]?(?<stage>dev|alpha|a|beta|b|rc)[-._]?(?<count>\d{1,15})?)?$/;

const STAGES: Readonly<Record<string, number>> = { dev: -4, alpha: -3, a: -3, beta: -2, b: -2, rc: -1 };

/**
 * Calendar versions (calver.org): `YYYY.MM` or `YY.MM`, then up to two more numbers (day, micro). `dev`, `alpha`, `beta` or
 * `rc` can follow, with or without a number. The version is then a prerelease. Years with two digits are in this century: `24.04` equals
 * `2024.4`. A missing number counts as 0. A text with a month above 12 is not a calendar version.
 */
export const calver: Order<Version> = {
  parse(text): OrderValue<Version> | NotOrdered {
    const groups = SHAPE.exec(text)?.groups;
    if (groups === undefined)
      return { ok: false, why: `"${text}" is not a calendar version (like 2026.11.2 or 24.04)` };
    const { year = '', month = '', third = '0', fourth = '0', stage = '', count = '0' } = groups;
    const whole = year.length === 2 ? `20${year}` : year;
    return {
      ok: true,
      value: { numbers: [whole, month, third, fourth].map(BigInt), stage: STAGES[stage] ?? 0, count: BigInt(count) },
      prerelease: stage !== '',
      parts: { year: whole, month: month.padStart(2, '0'), third, fourth },
    };
  },
  compare(a, b) {
    const [x, y] = [a, b].map(({ numbers, stage, count }) => [...numbers, BigInt(stage), count]);
    for (const [i, number] of (x ?? []).entries()) {
      const other = y?.[i] ?? 0n;
      if (number !== other) return number < other ? -1 : 1;
    }
    return 0;
  },
  parts: ['year', 'month', 'third', 'fourth'],
  examples: ['2026.11.2', '24.04', '2026.11.0-rc1'],
};
