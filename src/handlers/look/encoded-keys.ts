import type { Cause } from '../../aliases/model/cause.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { StoreRequest } from '../../stores/store-request.ts';
import type { ResponseTo } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';

// The OSS documentation does not say whether keys in events are URL-encoded, so autoalias uses them unchanged. If a sender
// does encode keys, every event with such a key has no effect. The code in this file logs a warning in that case. Events of BOS
// are handled under the decoded form too, so they cause no warning.

/**
 * The URL-decoded forms of a key: one that decodes percent signs only, and one that also decodes `+` to a space. Forms that
 * equal the key are left out.
 */
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

/** A key from a creation event that may be encoded, and its decoded forms that match a rule. */
interface Suspect {
  readonly key: string;
  readonly forms: readonly string[];
}

/** A watch on the keys of one batch of events, see {@link watchEncodedKeys}. */
export interface EncodedKeyWatch {
  /** Replaces the original context. Its store notes which keys exist. */
  readonly context: HandlerContext;
  /** Logs a warning for each key that has no object although its decoded form has one. Never throws. */
  readonly report: () => Promise<void>;
}

/**
 * Watches for creation events whose key has no object. Keys without `%` and `+` cost nothing. Keys that the handlers find in
 * the bucket cost no request.
 */
export function watchEncodedKeys(
  context: HandlerContext,
  changes: readonly { readonly key: string; readonly cause: Cause }[],
): EncodedKeyWatch {
  const suspects = new Map<string, Suspect>();
  const handled = new Set(changes.map(({ key }) => key));
  for (const { key, cause } of changes) {
    if (cause.kind !== 'change' || !cause.event.startsWith('ObjectCreated:')) continue;
    const forms = decodedMatches(context.ruleSet, key).filter((form) => !handled.has(form));
    if (forms.length > 0) suspects.set(key, { key, forms });
  }
  if (suspects.size === 0) return { context, report: async () => {} };
  const { store } = context;
  const clearExisting = (request: StoreRequest, response: ResponseTo<StoreRequest>): void => {
    if (request.operation === 'HeadObject' && 'found' in response && response.found !== 'none')
      suspects.delete(request.key);
    if ('objects' in response) for (const { key } of response.objects) suspects.delete(key);
  };
  const send = async <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> => {
    const response = await store.send(request);
    clearExisting(request, response);
    return response;
  };
  const report = async (): Promise<void> => {
    for (const suspect of suspects.values()) {
      try {
        await warnIfEncoded(context, suspect);
      } catch {
        // Only the warning is lost. If the store fails, the change itself fails too.
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
