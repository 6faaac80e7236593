import { patternLanguage } from '../language/pattern-language.ts';
import { type Check, eachRule, ruleFinding } from '../lint-context.ts';
import { findCandidate } from '../witness/find-candidate.ts';

/** Releases that any one of their files makes complete: aliases would move while the others are still coming. */
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
        why: `any candidate fulfils all of complete, as ${first} does, so aliases move and go before the others are there`,
        instead: 'name a file that is uploaded last, like a checksum file or _SUCCESS',
        witness: { key: first },
      }),
    ];
  });
