import { describe, expect, test } from 'vitest';
import { colourLines, wantsColour } from '../../../src/cli/terminal/colour-lines.ts';

function shown(text: string) {
  return colourLines(text)
    .replaceAll('\u001b[0m', '>')
    .replaceAll('\u001b[1m', '<bold ')
    .replaceAll('\u001b[31m', '<red ')
    .replaceAll('\u001b[32m', '<green ')
    .replaceAll('\u001b[33m', '<yellow ');
}

describe('what is shown in colour', () => {
  test.each([
    ['ALIAS  WHAT  FROM  TO  WHY', '<bold ALIAS  WHAT  FROM  TO  WHY>'],
    ['VERSION ID   AT', '<bold VERSION ID   AT>'],
    ['r/latest  pointed  -  r/1  the greatest', 'r/latest  <green pointed>  -  r/1  the greatest'],
    ['r/two words  failed  -', 'r/two words  <red failed>  -'],
    ['r/latest   refused  -', 'r/latest   <yellow refused>  -'],
    ['r/latest  stale', 'r/latest  <yellow stale>'],
    ['autoalias: no bucket is named', '<red autoalias:> no bucket is named'],
    ["autoalias: unknown command 'x'", "<red autoalias:> unknown command 'x'"],
    ['my rules.yaml:9:9: warning: the alias', 'my rules.yaml:9:9: <yellow warning:> the alias'],
    ['A  B\nx  right  y\n', '<bold A  B>\nx  <green right>  y\n'],
  ])('%j', (text, colours) => {
    expect(shown(text)).toBe(colours);
  });
});

describe('what is not', () => {
  test.each([
    '',
    '\n',
    'ALIAS',
    'A B',
    'two objects, 1 failed',
    'r/latest pointed r/1',
    'r/latest  unchanged  -',
    'failed  x',
    '  "action": "failed",',
    '{"alias":"a  failed  b"}',
    'the error: x',
    'a.yaml:9:9: note: the alias',
    'a.yaml:9:9: the alias: warning: it',
    'warning: a.yaml',
    'x  y  failed',
    'x  failedly  y',
  ])('%j', (text) => {
    expect(colourLines(text)).toBe(text);
  });
});

test.each<[isTerminal: boolean, env: Record<string, string>, wants: boolean]>([
  [true, {}, true],
  [true, { TERM: 'xterm' }, true],
  [true, { NO_COLOR: '' }, true],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '0' }, false],
  [true, { TERM: 'dumb' }, false],
  [false, {}, false],
  [false, { NO_COLOR: '1' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: 'true', NO_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [true, { FORCE_COLOR: '' }, true],
])('on a terminal: %s, %j: %s', (isTerminal, env, wants) => {
  expect(wantsColour(isTerminal, env)).toBe(wants);
});
