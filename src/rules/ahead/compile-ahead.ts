import { parseRules } from '../file/parse-rules.ts';
import { parseDocumentText } from '../file/rules-document.ts';
import { rulesSchema } from '../file/rules-schema.ts';
import { type AheadRules, createAhead } from './ahead-rules.ts';

/**
 * Does ahead what a function would otherwise do when it starts.
 *
 * @param file the file name, for messages.
 * @param digest the digest of the text.
 * @throws RulesInvalid with all problems of the file.
 */
export function compileAhead(text: string, file: string, digest: string): AheadRules {
  parseRules(text, file);
  return createAhead(rulesSchema.parse(parseDocumentText(text, file).value).rules, digest);
}
