import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeAheadFile } from '../../../../src/handlers/function/rules/ahead-file.ts';
import { loadRules, type OwnRules, readRules } from '../../../../src/handlers/function/rules/load-rules.ts';
import { rulesDigest } from '../../../../src/handlers/function/rules/rules-digest.ts';
import { compileAhead } from '../../../../src/rules/ahead/compile-ahead.ts';
import { RULES } from '../../handler-world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autoalias-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NO_FILE = { rulesFile: undefined, rulesSource: undefined };

/** Rules compiled ahead whose rule has another name than that in the text. It shows which of them was used. */
function aheadOf(text: string, name: string) {
  return compileAhead(text.replace('name: app', `name: ${name}`), 'autoalias.yaml', rulesDigest(text));
}

function loading(ahead: unknown) {
  return async () => ({ default: ahead });
}

async function namesOf(own: OwnRules) {
  const { ruleSet, text, source, digest } = await loadRules(NO_FILE, own);
  expect({ source, digest }).toEqual({ source: 'autoalias.yaml', digest: rulesDigest(text) });
  return ruleSet.rules.map(({ name }) => name);
}

function files(text: string, ahead: string | undefined): Pick<OwnRules, 'rulesFile' | 'aheadFile'> {
  const [rulesFile, aheadFile] = ['autoalias.yaml', 'autoalias.ahead.json'].map((name) => join(folder, name));
  writeFileSync(rulesFile ?? '', text);
  if (ahead !== undefined) writeFileSync(aheadFile ?? '', ahead);
  return { rulesFile: pathToFileURL(rulesFile ?? ''), aheadFile: pathToFileURL(aheadFile ?? '') };
}

describe('the rules of the build', () => {
  test('are those compiled ahead', async () => {
    expect(await namesOf({ rules: RULES, ahead: loading(aheadOf(RULES, 'ahead')) })).toEqual(['ahead']);
  });

  test.each([
    ['nothing was compiled', undefined],
    ['another text was compiled', { ...aheadOf(RULES, 'ahead'), digest: rulesDigest('other') }],
    ['another version compiled it', { ...aheadOf(RULES, 'ahead'), program: '0.0.1' }],
    ['what was compiled cannot be loaded', { ...aheadOf(RULES, 'ahead'), rules: [{ name: 'ahead' }] }],
    ['what was compiled has no list of rules', { ...aheadOf(RULES, 'ahead'), rules: undefined }],
  ])('are read from their text if %s', async (_, ahead) => {
    expect(await namesOf({ rules: RULES, ahead: loading(ahead) })).toEqual(['app']);
  });
});

describe('a rules file', () => {
  const build = { rules: RULES, ahead: loading(aheadOf(RULES, 'build')) };
  const changed = `${RULES}# changed\n`;
  const ahead = aheadOf(changed, 'ahead');

  test('is used with what was compiled ahead for it', async () => {
    const own = files(`${RULES}# own\n`, writeAheadFile(aheadOf(`${RULES}# own\n`, 'ahead')));
    expect(await namesOf({ ...build, ...own })).toEqual(['ahead']);
  });

  test.each([
    ['there is no compiled file', undefined],
    ['the compiled file is damaged', '{"format":1,'],
    ['the compiled rules were changed alone', writeAheadFile(ahead).replace('"name":"ahead"', '"name":"other"')],
    ['the compiled rules were removed', writeAheadFile(ahead).replace(/"rules":\[.*\]/, '"rules":[]')],
    [
      'the compiled rules cannot be loaded',
      writeAheadFile({ ...ahead, rules: ahead.rules.map((rule) => ({ ...rule, aliases: ['{absent}'] })) }),
    ],
    ['a person has changed the rules since', writeAheadFile(aheadOf(RULES, 'ahead'))],
  ])('is read if %s', async (_, file) => {
    expect(await namesOf({ ...build, ...files(changed, file) })).toEqual(['app']);
  });

  test('is read if a folder has the name of the compiled file', async () => {
    const own = files(changed, undefined);
    mkdirSync(join(folder, 'autoalias.ahead.json'));
    expect(await namesOf({ ...build, ...own })).toEqual(['app']);
  });

  test('that is absent leaves the rules of the build', async () => {
    const absent = pathToFileURL(join(folder, 'absent'));
    expect(await namesOf({ ...build, rulesFile: absent, aheadFile: absent })).toEqual(['build']);
  });

  test('with a mistake names its line, also if something was compiled', async () => {
    const own = files('version: 2\nrules: []\n', writeAheadFile(aheadOf(RULES, 'ahead')));
    await expect(loadRules(NO_FILE, { ...build, ...own })).rejects.toThrow('autoalias.yaml:1:10: version: must be 1');
  });
});

test('the file of AUTOALIAS_RULES is read, and has the name of its source', async () => {
  const file = join(folder, 'copy.yaml');
  writeFileSync(file, RULES);
  const named = { rulesFile: file, rulesSource: '/mine/rules.yaml' };
  const { ruleSet, source } = await loadRules(named, { rules: '', ahead: loading(aheadOf(RULES, 'ahead')) });
  expect([ruleSet.rules.map(({ name }) => name), source]).toEqual([['app'], '/mine/rules.yaml']);
});

test('rules in a text are read, and their problems name the source', async () => {
  expect((await readRules(RULES, 'request')).ruleSet.rules).toHaveLength(1);
  await expect(readRules('version: 2\nrules: []\n', 'request')).rejects.toThrow('request:1:10: version: must be 1');
});
