import type { WrittenRule } from '../../file/rules-schema.ts';
import type { AliasTemplate } from '../../rule.ts';
import type { RuleOrder } from '../../rule-order.ts';
import type { writtenLimits } from '../compile-bounds.ts';
import { writtenTerms } from '../order/compile-order.ts';
import { digest } from './digest.ts';

/** What decides the target of an alias besides `match` and the template, as JSON. Rules of one form share it. */
export interface DecidingText {
  /** The text between the two. */
  readonly between: string;
  /** The text after the template. */
  readonly after: string;
}

/** Everything in a rule that decides the target of an alias, except `match` and the template. */
export function decidingText(
  written: WrittenRule,
  {
    order,
    prereleases,
    limits,
    minimumAge,
    archived,
  }: Pick<AliasTemplate, 'prereleases' | 'archived' | 'minimumAge'> & {
    readonly order: RuleOrder | undefined;
    readonly limits: ReturnType<typeof writtenLimits>;
  },
): DecidingText {
  const [first, ...then] = writtenTerms(written).map(({ by, format, values, bare, desc = false }, i) => ({
    key: [by, format ?? '', order?.terms[i]?.on ?? []],
    options: [...(values === undefined ? [] : [values]), ...(bare === undefined ? [] : [['bare', bare]])],
    desc: desc ? [['desc']] : [],
  }));
  const fallback = fallbackOf(written);
  const after = [
    prereleases,
    ...(first?.options ?? []),
    ...limits,
    ...(minimumAge === undefined ? [] : [['minimumAge', minimumAge.text]]),
    ...(archived === 'skip' ? [] : [['archived', archived]]),
    ...(fallback === undefined ? [] : [['fallback', fallback]]),
    ...(written.release === undefined ? [] : [['release', written.release]]),
    ...(written.withdraw ? [] : [['withdraw', false]]),
    ...(first?.desc ?? []),
    ...then.map(({ key, options, desc }) => ['then', ...key, ...options, ...desc]),
  ];
  return { between: JSON.stringify(first?.key ?? []).slice(1, -1), after: JSON.stringify(after).slice(1) };
}

/** The digest of everything that decides the target of an alias. It must never change for rules that stay the same. */
export function targetDigest(match: WrittenRule['match'], template: string, { between, after }: DecidingText): string {
  return digest(`[${JSON.stringify(match)},${between},${JSON.stringify(template)},${after}`);
}

/** The key that the aliases of a rule point at when there is no candidate. Undefined if there is none. */
export function fallbackOf({ onDelete }: WrittenRule): string | undefined {
  return typeof onDelete === 'string' ? undefined : onDelete.fallback;
}
