import { stringify } from 'yaml';
import { writeXml } from '../../oss-wire/write-xml.ts';
import type { HttpRequest, HttpResponse } from '../../stores/http/http-message.ts';
import type { GetSymlink, PutSymlink } from '../../stores/store-request.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';
import { jsonDocument } from '../terminal/json-text.ts';
import { textTable } from '../terminal/text-table.ts';

export type OutputFormat = 'raw' | 'json' | 'yaml' | 'xml';

export interface Answer {
  readonly response: Pick<HttpResponse, 'headers'>;
  /** Printed with `--json`. */
  readonly json: unknown;
  /** Printed for people. */
  readonly rows: readonly (readonly [name: string, value: string])[];
  /** Printed with `--quiet`; nothing if empty. */
  readonly least: string;
}

export interface AnswerFormat {
  readonly format?: OutputFormat;
  readonly quiet?: boolean;
}

/**
 * Shows a response that consists of headers. With a format it is printed as ossutil does: `{"Header": {"Etag": ["..."]}}`,
 * with names as Go writes them and values as received, so that a script can read it as it read the output of ossutil.
 */
export function showAnswer(
  { response: { headers }, json, rows, least }: Answer,
  { format, quiet }: AnswerFormat,
): CommandResult {
  const shown = (): readonly string[] => {
    if (format !== undefined) return WRITERS[format](sorted(headers)).split('\n');
    if (quiet === true) return least === '' ? [] : [least];
    return textTable(rows);
  };
  return { exitCode: EXIT.done, json, lines: shown(), isData: true };
}

type Headers = readonly (readonly [name: string, value: string])[];

function sorted(headers: HttpResponse['headers']): Headers {
  return Object.entries(headers)
    .map(([name, value]) => [canonicalName(name), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

/** `x-oss-meta-a` as `X-Oss-Meta-A`. */
function canonicalName(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase());
}

function documentOf(headers: Headers) {
  return {
    Header: Object.fromEntries(headers.map(([name, value]) => [name, [value]])),
  };
}

const WRITERS: Readonly<Record<OutputFormat, (headers: Headers) => string>> = {
  raw: (headers) => headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
  json: (headers) => jsonDocument(documentOf(headers)),
  yaml: (headers) => stringify(documentOf(headers)).trimEnd(),
  xml: (headers) => writeXml('root', [['Header', headers]]),
};

/** The request of a `--dry-run`, before it is signed. */
export function showDryRun(request: GetSymlink | PutSymlink, described: HttpRequest): CommandResult {
  const { method, key, query, headers } = described;
  const path = `${key}?${query.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return {
    exitCode: EXIT.done,
    json: { dryRun: true, ...request },
    lines: [`dry run, nothing is sent: ${method} ${path}`, ...lines].map(escapeForTerminal),
  };
}
