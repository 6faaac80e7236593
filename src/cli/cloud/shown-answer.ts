/** The most characters of an answer that a message shows. */
const MOST = 500;

/** A shorter text is not replaced: it would be part of other words. */
const SHORTEST_SECRET = 4;

/** Names of headers, parameters and fields whose values are secrets. */
const SECRET_NAME = /secret|token|password|authorization|signature/i;

/**
 * A value with the name of a secret, in JSON, in a form or in a map of Go. An answer can contain secrets that the request did
 * not: an API can return the environment of a function that it refuses to change. A value can be cut off by the API.
 */
const NAMED =
  /(?<![\w.-])(?=[\w.-]{0,60}(?:secret|token|password|authorization|signature))([\w.-]{1,100})(\\*["']\s{0,9}[:=]\s{0,9}\\*["']|[:=](?=\S))([^\s"'\\,;&}\]]+)/gi;

/**
 * The text of an answer as messages show it: without secrets, and cut to 500 characters. An API can return the request that it
 * refuses.
 *
 * @param secrets those of the request ({@link secretsIn}), and others that are known.
 */
export function shownAnswer(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    // A secret can contain another one.
    .toSorted((a, b) => b.length - a.length);
  const known = forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
  const all = known.replace(NAMED, '$1$2***');
  return all.length > MOST ? `${all.slice(0, MOST)}…` : all;
}

/** What a request sends. */
interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The secrets that a request sends, by their names in headers, query and JSON. */
export function secretsIn({ url, headers, body }: Sent): readonly string[] {
  const query = [...new URL(url).searchParams];
  return [...Object.entries(headers), ...query, ...parametersIn(query), ...fieldsIn(jsonOf(body))].flatMap(
    ([name, value]) => (SECRET_NAME.test(name) ? [value] : []),
  );
}

type Named = readonly [name: string, value: string];

/** `Parameters.1.ParameterKey=Token` and `Parameters.1.ParameterValue` (Resource Orchestration Service). */
function parametersIn(query: readonly Named[]): readonly Named[] {
  const values = new Map(query);
  return query.flatMap(([name, key]) => {
    const value = name.endsWith('.ParameterKey') ? values.get(name.replace(/Key$/, 'Value')) : undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
}

function fieldsIn(value: unknown): readonly Named[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    typeof one === 'string' ? [[name, one] as const] : fieldsIn(one),
  );
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
