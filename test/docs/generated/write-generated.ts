import { readFileSync, writeFileSync } from 'node:fs';
import { generatedParts, withPart } from './generated-parts.ts';

/** `npm run docs`: writes the generated parts of all documents. */
export function main(): number {
  for (const part of generatedParts()) {
    writeFileSync(part.document, withPart(readFileSync(part.document, 'utf8'), part));
  }
  return 0;
}
