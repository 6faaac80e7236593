import { patternLanguage } from '../language/pattern-language.ts';
import { type Check, eachRule, ruleFinding } from '../lint-context.ts';
import { findCandidate } from '../witness/find-witness.ts';

/** Finds releases that any single file makes complete, so that aliases move before the other files are uploaded. */
export const firstFile: Check = (context) =>
  eachRule(context, (rule, index) => {
    if (rule.release === undefined) return [];
    const first = findCandidate(rule, {}, context.search);
    if (first === undefined) return [];
    const isByAny = rule.release.complete.every(({ pattern }) => {
      const files = patternLanguage(pattern.source);
      return files !== undefined && findCandidate(rule, { notIn: [files] }, context.search) === undefined;
    });
    if (!isByAny) return [];
    return [
      ruleFinding(context, index, ['release', 'complete'], {
        code: 'release',
        severity: 'warning',
        what: 'a release is complete with its first file',
        why: `any candidate matches all entries of complete, for example ${first}, so aliases move before the other files exist`,
        instead: 'name a file that is uploaded last, like a checksum file or _SUCCESS',
        witness: { key: first },
      }),
    ];
  });
