import { type Check, ruleFinding } from '../lint-context.ts';

/**
 * RE2 runs in time linear in key times pattern, so what a pattern costs is its size. A rule that names folders comes to
 * about 30 instructions; at a thousand each key takes tenths of a millisecond, and a sweep of a million keys minutes.
 */
const LARGE = 1000;

const REPEATS = /\{\d+(?:,\d*)?\}/;

/** Patterns that are large, by which each key of a sweep pays. */
export const regexSize: Check = (context) =>
  context.ruleSet.rules.flatMap((rule, index) =>
    (['regex', 'exclude'] as const).flatMap((word) => {
      const pattern = word === 'regex' ? rule.pattern : rule.exclude;
      if (pattern === undefined || pattern.size <= LARGE) return [];
      const { source, size } = pattern;
      return [
        ruleFinding(context, index, ['match', word], {
          code: 'regex-size',
          severity: 'warning',
          what: `${word} comes to ${size} instructions`,
          why: 'each key of an event or a sweep is tried against all of them, character by character',
          instead: REPEATS.test(source)
            ? 'write * or + for repeats with a high bound: each is written out as often as it may stand there'
            : 'split the rule',
        }),
      ];
    }),
  );
