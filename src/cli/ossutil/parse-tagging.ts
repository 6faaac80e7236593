import { AutoaliasError } from '../../autoalias-error.ts';

/**
 * Tags in the syntax of the x-oss-tagging header: `k1=v1&k2=v2`, form-encoded. A tag without `=` has an empty value
 * (PutObjectTagging page). The store checks their number and characters.
 *
 * @throws AutoaliasError `usage`.
 */
export function parseTagging(text: string): Readonly<Record<string, string>> {
  const pairs = text.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [decode(name, text), decode(value.join('='), text)] as const;
  });
  const names = pairs.map(([name]) => name);
  if (names.includes('')) throw malformed(text, 'a tag has no name');
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw malformed(text, `the tag ${JSON.stringify(twice)} is given twice`);
  return Object.fromEntries(pairs);
}

function decode(encoded: string, text: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    throw malformed(text, `${JSON.stringify(encoded)} is not percent-encoded UTF-8; write %25 for a percent sign`);
  }
}

function malformed(text: string, why: string): AutoaliasError {
  return new AutoaliasError('usage', `--tagging ${JSON.stringify(text)}: ${why}; write k1=v1&k2=v2`);
}
