import { type Check, ruleFinding } from '../lint-context.ts';

/**
 * The time of RE2 is proportional to the key length times the number of instructions. Usual rules have about 30
 * instructions. With a thousand, a key takes tenths of a millisecond, and a sweep of a million keys takes minutes.
 */
const LARGE = 1000;

const REPEATS = /\{\d+(?:,\d*)?\}/;

/** Finds large regexes, which slow down every key of a sweep. */
export const regexSize: Check = (context) =>
  context.ruleSet.rules.flatMap((rule, index) =>
    (['regex', 'exclude'] as const).flatMap((form) => {
      const pattern = form === 'regex' ? rule.pattern : rule.exclude;
      if (pattern === undefined || pattern.size <= LARGE) return [];
      const { source, size, template } = pattern;
      const word = template === undefined ? form : 'key';
      return [
        ruleFinding(context, index, ['match', word], {
          code: 'regex-size',
          severity: 'warning',
          what: `${word} compiles to ${size} instructions`,
          why: 'matching a key takes time in proportion to that number, for each key of a sweep',
          instead: REPEATS.test(source)
            ? 'write * or + instead of repeats with a high bound, because each repetition compiles to a copy'
            : 'split the rule',
        }),
      ];
    }),
  );
