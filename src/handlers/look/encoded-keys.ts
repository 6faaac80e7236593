import type { Cause } from '../../aliases/model/cause.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { StoreRequest } from '../../stores/store-request.ts';
import type { ResponseTo } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';

// The OSS documentation does not say whether the keys in events are URL-encoded, so keys are used as they are. If they are
// encoded, every event with such a key is lost. This file makes that visible.

/** The texts that a key can be the URL-encoding of, by percent signs alone or with `+` for spaces; never the key itself. */
export function decodedForms(key: string): readonly string[] {
  if (!/[%+]/.test(key)) return [];
  const forms = [key, key.replaceAll('+', ' ')].flatMap((form) => {
    try {
      return [decodeURIComponent(form)];
    } catch {
      return [];
    }
  });
  return [...new Set(forms)].filter((form) => form !== key);
}

/** The decoded forms of a key that match a rule. */
export function decodedMatches(ruleSet: RuleSet, key: string): readonly string[] {
  return decodedForms(key).filter(
    (form) => matchKey(ruleSet, form).matches.length > 0 || releasesOf(ruleSet, form).length > 0,
  );
}

/** A key of a creation event that may be encoded, and its decoded forms that match a rule. */
interface Suspect {
  readonly key: string;
  readonly forms: readonly string[];
}

export interface EncodedKeyWatch {
  /** Use it instead of the given context: it notes which keys exist. */
  readonly context: HandlerContext;
  /** Logs a warning for each key without an object whose decoded form has one. Never throws. */
  readonly report: () => Promise<void>;
}

/**
 * Watches for creation events whose key has no object. It costs nothing for keys without `%` and `+`, and no request for
 * a key that the handlers saw in the bucket.
 */
export function watchEncodedKeys(
  context: HandlerContext,
  changes: readonly { readonly key: string; readonly cause: Cause }[],
): EncodedKeyWatch {
  const suspects = new Map<string, Suspect>();
  for (const { key, cause } of changes) {
    if (cause.kind !== 'change' || !cause.event.startsWith('ObjectCreated:')) continue;
    const forms = decodedMatches(context.ruleSet, key);
    if (forms.length > 0) suspects.set(key, { key, forms });
  }
  if (suspects.size === 0) return { context, report: async () => {} };
  const { store } = context;
  const note = (request: StoreRequest, answer: ResponseTo<StoreRequest>): void => {
    if (request.operation === 'HeadObject' && 'found' in answer && answer.found !== 'none')
      suspects.delete(request.key);
    if ('objects' in answer) for (const { key } of answer.objects) suspects.delete(key);
  };
  const send = async <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> => {
    const answer = await store.send(request);
    note(request, answer);
    return answer;
  };
  const report = async (): Promise<void> => {
    for (const suspect of suspects.values()) {
      try {
        await warnIfEncoded(context, suspect);
      } catch {
        // Only a warning is lost. If the store fails, the change itself fails too.
      }
    }
  };
  return { context: { ...context, store: { ...store, send } }, report };
}

async function warnIfEncoded({ store, log }: HandlerContext, { key, forms }: Suspect): Promise<void> {
  const [own, ...others] = await Promise.all(
    [key, ...forms].map((name) => store.send({ operation: 'HeadObject', key: name })),
  );
  const decodedKey = forms[others.findIndex(({ found }) => found === 'object')];
  if (own?.found !== 'none' || decodedKey === undefined) return;
  log({
    level: 'warn',
    bucket: store.bucket,
    key,
    decodedKey,
    action: 'encoded-key',
    why: `the event names ${key}, which does not exist, but ${decodedKey} does: the sender seems to URL-encode keys. The event had no effect; the next sweep updates the aliases`,
  });
}
