import { AutoaliasError } from '../../autoalias-error.ts';

/**
 * User metadata in the syntax of ossutil's option: `name=value` pairs separated by commas, or in several options. A pair that
 * contains a comma is put in double quotes, where `""` is a quote. Names ignore case, as headers do; the last value of a name
 * counts.
 *
 * @throws AutoaliasError `usage`.
 */
export function parseMetadata(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.flatMap((text) => fieldsOf(text).map((field) => pairOf(field, text))));
}

function pairOf(field: string, text: string): readonly [name: string, value: string] {
  const [name = '', ...value] = field.split('=');
  if (name === '' || value.length === 0) throw malformed(text, `${JSON.stringify(field)} is not name=value`);
  return [name.toLowerCase(), value.join('=')];
}

const FIELD = /"((?:[^"]|"")*)"(?:,|$)|([^",][^,]*)?(?:,|$)/y;

function fieldsOf(text: string): readonly string[] {
  const fields: string[] = [];
  for (let at = 0; at < text.length || fields.length === 0; ) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(text);
    if (match === null) throw malformed(text, 'a quote is not closed, or is followed by something other than a comma');
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    at = FIELD.lastIndex;
    if (match[0] === '') break;
  }
  return fields;
}

function malformed(text: string, why: string): AutoaliasError {
  return new AutoaliasError('usage', `--meta ${JSON.stringify(text)}: ${why}; write name=value,name=value`);
}
