import { readFileSync, writeFileSync } from 'node:fs';
import { generatedParts, withPart } from './generated-parts.ts';
import { templateOfRepository } from './generated-template.ts';

/** `npm run docs`: writes the generated parts of all documents, and the template. */
export function main(): number {
  for (const part of generatedParts()) {
    writeFileSync(part.document, withPart(readFileSync(part.document, 'utf8'), part));
  }
  writeFileSync('template.yml', templateOfRepository());
  return 0;
}
