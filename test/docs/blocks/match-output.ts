/**
 * Compares the output that a document shows with real output. `…` in a line stands for any text of that line. A line that
 * is only `…` stands for any number of lines. Spaces at the end of a line do not count, nor how wide the columns of a table
 * are: two spaces stand for two or more.
 */
export function outputDifference(shown: string, real: string): string | undefined {
  const wanted = linesOf(shown);
  const lines = linesOf(real);
  if (matches(wanted, lines)) return undefined;
  return `the document shows\n${indented(wanted)}\nbut the output is\n${indented(lines)}`;
}

function linesOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd().replace(/(?<=\S) {2,}/g, '  '));
}

/** Both lists are short, so trying every length for `…` is cheap enough. */
function matches(wanted: readonly string[], lines: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return lines.length === 0;
  if (first.trim() === '…') {
    for (let skipped = 0; skipped <= lines.length; skipped += 1) {
      if (matches(rest, lines.slice(skipped))) return true;
    }
    return false;
  }
  const [line, ...more] = lines;
  return line !== undefined && lineMatches(first, line) && matches(rest, more);
}

function lineMatches(wanted: string, line: string): boolean {
  if (!wanted.includes('…')) return wanted === line;
  const parts = wanted.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'u').test(line);
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}

/**
 * Compares JSON that a document shows with real JSON. `"…"` stands for any value, and `"…": "…"` in an object for any
 * further fields. `…` within a string stands for any text. `"…"` as the last item of a list stands for any further items.
 */
export function jsonDifference(shown: unknown, real: unknown, path = '$'): string | undefined {
  if (shown === '…') return undefined;
  if (Array.isArray(shown) && Array.isArray(real)) return listDifference(shown, real, path);
  if (isObject(shown) && isObject(real)) return objectDifference(shown, real, path);
  if (typeof shown === 'string' && typeof real === 'string' && lineMatches(shown, real)) return undefined;
  return Object.is(shown, real) ? undefined : `${path}: the document shows ${json(shown)}, the output is ${json(real)}`;
}

function listDifference(shown: readonly unknown[], real: readonly unknown[], path: string): string | undefined {
  const isOpen = shown.at(-1) === '…';
  const wanted = isOpen ? shown.slice(0, -1) : shown;
  if (isOpen ? real.length < wanted.length : real.length !== wanted.length) {
    return `${path}: the document shows ${wanted.length} items, the output has ${real.length}: ${json(real)}`;
  }
  return firstOf(wanted.map((item, i) => jsonDifference(item, real[i], `${path}[${i}]`)));
}

type Fields = Readonly<Record<string, unknown>>;

function objectDifference(shown: Fields, real: Fields, path: string): string | undefined {
  const { '…': more, ...wanted } = shown;
  const unknown = more === undefined ? Object.keys(real).filter((name) => !Object.hasOwn(wanted, name)) : [];
  if (unknown.length > 0) return `${path}: the output also has ${unknown.join(', ')}`;
  return firstOf(Object.entries(wanted).map(([name, value]) => jsonDifference(value, real[name], `${path}.${name}`)));
}

function firstOf(differences: readonly (string | undefined)[]): string | undefined {
  return differences.find((difference) => difference !== undefined);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
