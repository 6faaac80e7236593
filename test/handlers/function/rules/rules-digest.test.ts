import { expect, test } from 'vitest';
import { rulesDigest } from '../../../../src/handlers/function/rules/rules-digest.ts';

test.each([
  ['', 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['é\n', 'sha256:edd3a863872a04239eb29ad4bc12fc892b3d4ae57cc7e786a3697816f8e141c2'],
])('the digest of %j is the SHA-256 of its UTF-8 bytes', (text, digest) => {
  expect(rulesDigest(text)).toBe(digest);
});
