import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cfcEntry } from '../../../src/cli/package/cfc-entry.ts';
import { zipFunctions } from '../../../src/cli/package/zip-functions.ts';

const FILES = {
  'object-events.mjs': "import './chunk-A.mjs';\n",
  'sweep.mjs': "import './chunk-A.mjs';\n",
  'http.mjs': "export const handler = () => import('./later-B.mjs');\n",
  'chunk-A.mjs': 'import{x}from"./chunk-C.mjs";\n',
  'chunk-C.mjs': 'export const x = new URL("parser.wasm", import.meta.url);\n',
  'parser.wasm': 'parser',
  'later-B.mjs': 'export const y = new URL("named-E.mjs", import.meta.url), z = "./absent.mjs";\n',
  'named-E.mjs': 'export const e = 1;\n',
  'cfc-object-events.mjs': "import './chunk-C.mjs';\n",
  'cfc-sweep.mjs': "import './chunk-D.mjs';\n",
  'cfc-http.mjs': "import './chunk-C.mjs';\n",
  'chunk-D.mjs': 'export const z = 1;\n',
  'THIRD-PARTY-LICENSES.txt': 'MIT\n',
};

const A = { text: 'a', ahead: '{}' };

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-zip-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(dir, name), text);
  writeFileSync(join(dir, 'http.mjs.map'), '{}');
});
afterAll(() => rmSync(dir, { recursive: true }));

/** What the central directory of a zip records of each file (PKWARE APPNOTE, section 4.3.12). */
function entriesOf(zip: Uint8Array) {
  const bytes = Buffer.from(zip);
  const found = [];
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 46)) {
    const date = bytes.readUInt16LE(at + 14);
    found.push({
      system: bytes.readUInt8(at + 5),
      mode: bytes.readUInt32LE(at + 38) >>> 16,
      date: `${1980 + (date >> 9)}-${(date >> 5) & 15}-${date & 31}`,
      time: bytes.readUInt16LE(at + 12),
    });
  }
  return found;
}

describe('zipFunctions', () => {
  test.each([
    [
      'alibaba',
      [
        'chunk-A.mjs',
        'chunk-C.mjs',
        'http.mjs',
        'later-B.mjs',
        'named-E.mjs',
        'object-events.mjs',
        'parser.wasm',
        'sweep.mjs',
      ],
      {},
    ],
    [
      'baidu',
      ['cfc-http.mjs', 'cfc-object-events.mjs', 'cfc-sweep.mjs', 'chunk-C.mjs', 'chunk-D.mjs', 'parser.wasm'],
      { 'index.js': cfcEntry() },
    ],
  ] as const)('packs what the functions of %s load, licences and rules, flat', (cloud, bundles, more) => {
    const files = unzipSync(zipFunctions(dir, { text: 'version: 1 # ä\n', ahead: '{}' }, cloud));
    expect(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))).toEqual({
      ...Object.fromEntries(Object.entries(FILES).filter(([name]) => bundles.some((one) => one === name))),
      'THIRD-PARTY-LICENSES.txt': 'MIT\n',
      'autoalias.yaml': 'version: 1 # ä\n',
      'autoalias.ahead.json': '{}',
      ...more,
    });
  });

  test('gives every file mode 644 and the same date', () => {
    expect(entriesOf(zipFunctions(dir, A))).toEqual(
      Array.from({ length: 11 }, () => ({ system: 3, mode: 0o100644, date: '1980-1-1', time: 0 })),
    );
  });

  test('gives other bytes for other rules', () => {
    expect(zipFunctions(dir, A)).toEqual(zipFunctions(dir, A));
    expect(zipFunctions(dir, { ...A, text: 'b' })).not.toEqual(zipFunctions(dir, A));
  });

  test.each(['Asia/Shanghai', 'America/St_Johns'])('gives the same bytes in the time zone %s', (zone) => {
    const before = zipFunctions(dir, A);
    const { TZ } = process.env;
    process.env.TZ = zone;
    try {
      expect(new Date(0).getTimezoneOffset()).not.toBe(0);
      expect(zipFunctions(dir, A)).toEqual(before);
    } finally {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    }
  });

  test.each([
    ['a directory that does not exist', () => join(dir, 'absent')],
    ['a directory without bundles', () => resolve('.ci')],
  ])('refuses %s', (_, at) => {
    expect(() => zipFunctions(at(), A)).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('no built functions') }),
    );
  });
});
