import { expect, test } from 'vitest';
import { fitsFilled } from '../../src/rules/fits-filled.ts';
import type { CompletePiece } from '../../src/rules/release.ts';

const GROUPS = { app: 'a-b', v: '1.0-rc', none: '' };

/** Words in braces are groups. */
function pieces(text: string): readonly CompletePiece[] {
  return text
    .split(/(\*\*|\*|\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('{')
        ? { kind: 'group', group: part.slice(1, -1) }
        : { kind: part.startsWith('*') ? 'wildcard' : 'literal', text: part },
    );
}

test.each([
  ['', ''],
  ['{app}', 'a-b'],
  ['r/{app}/{app}-{v}.sum', 'r/a-b/a-b-1.0-rc.sum'],
  ['{app}{v}{app}', 'a-b1.0-rca-b'],
  ['x{none}y', 'xy'],
  ['*', ''],
  ['r/*/{app}', 'r/x/a-b'],
  ['r/*{app}*', 'r/a-ba-b'],
  ['r/{app}*', 'r/a-b.😀'],
  ['r/**', 'r/x/y/z'],
  ['**/{app}', 'x/y/a-b'],
  ['r/**/z', 'r/z/z'],
])('%s takes %s', (written, text) => {
  expect(fitsFilled(pieces(written), GROUPS, text)).toBe(true);
});

test.each([
  ['', 'x'],
  ['{app}', 'a-c'],
  ['r/{app}/{app}-{v}.sum', 'r/a-b/a-c-1.0-rc.sum'],
  ['r/{app}/{app}-{v}.sum', 'r/a-b/a-b-1.0-rc.sum2'],
  ['r/*', 'r/x/y'],
  ['r/*/{app}', 'r/x/y/a-b'],
  ['r/**/z', 'r/z'],
  // Not known, so nothing is it.
  ['{other}', ''],
])('%s does not take %s', (written, text) => {
  expect(fitsFilled(pieces(written), GROUPS, text)).toBe(false);
});
