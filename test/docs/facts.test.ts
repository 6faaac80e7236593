import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createHttpApi } from '../../src/handlers/http/http-api.ts';

const functions = readFileSync('functions/README.md', 'utf8');

/** The rows of the table below a heading, as cells without the marks of code. */
const tableBelow = (document: string, heading: string): readonly (readonly string[])[] => {
  const section = document.slice(document.indexOf(`\n${heading}\n`));
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  return table
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

const code = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.union([z.string(), z.number()]).optional() })),
});
const templateText = readFileSync('template.yml', 'utf8');

describe('functions/README.md', () => {
  test('lists the parameters of the template with their defaults', () => {
    const { Parameters: parameters } = templateSchema.parse(parse(templateText));
    const shown = tableBelow(functions, '### Parameters').map(([name, fallback]) => [code(name)[0], code(fallback)[0]]);
    const real = Object.entries(parameters).map(([name, { Default }]) => [
      name,
      Default === undefined || Default === '' ? undefined : String(Default),
    ]);
    expect(new Map(shown as [string, string][])).toEqual(new Map(real as [string, string][]));
  });

  test('lists the rights that the template gives the functions', () => {
    const shown = tableBelow(functions, '### Of the functions').flatMap(([actions]) => code(actions));
    const real = templateText
      .match(/\b(?:oss|mns|log):[A-Z]\w+/g)
      ?.filter((action) => !/Object(?:Created|Removed)/.test(action));
    expect(new Set([...shown, 'oss:Prefix'])).toEqual(new Set(real));
  });

  test('lists the requests of the HTTP API', () => {
    const shown = tableBelow(functions, '## HTTP API').flatMap(([request]) => code(request));
    const unused = (): never => {
      throw new TypeError('no request is sent');
    };
    const { routes } = createHttpApi({ token: undefined, rules: unused });
    const real = routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(new Set(shown)).toEqual(new Set(real));
  });

  test('names resources as the template has them', () => {
    const numbers = [
      ['Cpu: 0.25', '0.25 vCPU and 256 MB'],
      ['MessageRetentionPeriod: 604800', 'stays there for 7 days'],
      ['MaxAsyncRetryAttempts: 8', 'tries a failing event nine times'],
    ];
    for (const [setting = '', sentence = ''] of numbers) {
      expect(templateText).toContain(setting);
      expect(functions).toContain(sentence);
    }
  });
});
