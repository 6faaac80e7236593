import { search } from 'jmespath';
import { stringify } from 'yaml';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { OssResponse } from '../../stores/oss/oss-response.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { jsonDocument } from '../json-text.ts';
import { textTable } from '../text-table.ts';

export type OutputFormat = 'raw' | 'json' | 'yaml' | 'xml';

export interface Answer {
  readonly response: OssResponse;
  /** What `--json` prints: the answer in this program's words. */
  readonly json: unknown;
  /** What people are shown. */
  readonly rows: readonly (readonly [name: string, value: string])[];
  /** All that is said with `--quiet`. */
  readonly least: string;
}

export interface Showing {
  readonly format?: OutputFormat;
  /** JMESPath. */
  readonly query?: string;
  readonly quiet?: boolean;
}

/**
 * An answer whose whole content is headers. With a format it is shown as ossutil does: `{"Header": {"Etag": ["..."]}}`,
 * names as Go writes them and values as they came, so that what scripts read from ossutil they read here.
 */
export const showAnswer = (
  { response, json, rows, least }: Answer,
  { format, query, quiet }: Showing,
): CommandResult => {
  const shown = (): readonly string[] => {
    if (query !== undefined) return WRITERS[format ?? 'raw'](filtered(headerDocument(response), query)).split('\n');
    if (format === 'raw') return rawHeaders(response);
    if (format !== undefined) return WRITERS[format](headerDocument(response)).split('\n');
    if (quiet === true) return least === '' ? [] : [least];
    return textTable(rows);
  };
  return { exitCode: EXIT.done, json, lines: shown(), isData: true };
};

type HeaderDocument = { readonly Header: Readonly<Record<string, readonly string[]>> };

const headerDocument = ({ headers }: OssResponse): HeaderDocument => ({
  Header: Object.fromEntries(sorted(headers).map(([name, value]) => [name, [value]])),
});

const rawHeaders = ({ headers }: OssResponse): readonly string[] =>
  sorted(headers).map(([name, value]) => `${name}: ${value}`);

const sorted = (headers: OssResponse['headers']): readonly (readonly [name: string, value: string])[] =>
  Object.entries(headers)
    .map(([name, value]) => [canonicalName(name), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** `x-oss-meta-a` as `X-Oss-Meta-A`. */
const canonicalName = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase());

const filtered = (document: HeaderDocument, query: string): unknown => {
  try {
    return search(document, query);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AutoaliasError(
      'usage',
      `--output-query ${JSON.stringify(query)} is no JMESPath expression that fits: ${why}`,
      {
        cause,
      },
    );
  }
};

const WRITERS: Readonly<Record<OutputFormat, (value: unknown) => string>> = {
  raw: jsonDocument,
  json: jsonDocument,
  yaml: (value) => stringify(value).trimEnd(),
  xml: (value) => `<?xml version="1.0" encoding="UTF-8"?>\n${xml('root', value)}`,
};

const xml = (name: string, value: unknown): string => {
  if (Array.isArray(value)) return value.map((item) => xml(name, item)).join('');
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, item]) => xml(key, item))
          .join('')
      : escapeXml(String(value ?? ''));
  return `<${name}>${inner}</${name}>`;
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
