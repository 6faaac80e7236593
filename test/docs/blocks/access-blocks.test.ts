import { expect, test } from 'vitest';
import { oidcFlaw, pipelineFlaw, tokensFlaw } from './access-blocks.ts';

test.each([
  [`on: push\njobs: { a: { steps: [{ run: "echo \${{ vars.A }}" }] } }`, undefined],
  ['a: { script: ["echo 1", "echo 2"] }', undefined],
  ['a: { script: "if true; then" }', /syntax error/],
  ['a: { steps: [] }', 'it has no script'],
])('pipelineFlaw %j: %s', (text, flaw) => {
  const found = pipelineFlaw(text);
  if (flaw instanceof RegExp) expect(found).toMatch(flaw);
  else expect(found).toBe(flaw);
});

test('values of the variables are read as the functions read them', () => {
  const token = { name: 'a', rights: ['read'], sha256: 'ab'.repeat(32) };
  const issuer = { issuer: 'https://i.example', audience: 'a', name: 'i', rights: ['read'], claims: { id: '1' } };
  expect([tokensFlaw(JSON.stringify([token])), oidcFlaw(JSON.stringify([issuer]))]).toEqual([undefined, undefined]);
  expect([tokensFlaw('[{}]'), oidcFlaw('[{}]')]).toEqual([
    expect.stringMatching(/^AUTOALIAS_TOKENS\[0\]/),
    expect.stringMatching(/^AUTOALIAS_OIDC\[0\]/),
  ]);
});
