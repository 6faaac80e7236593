import { compileKeyTemplate } from '../../../src/rules/key-template/key-pattern.ts';
import type { Block } from './markdown.ts';

/** Checks a block with a key template, and lines with keys that it matches, with their groups, or does not match. */
export function checkKeyTemplate({ text }: Block): string | undefined {
  const [template = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const pattern = compileKeyTemplate(template);
  if ('why' in pattern) return `${template}: ${pattern.why}`;
  if (lines.length === 0) return 'there are no keys below the template';
  for (const line of lines) {
    const [, not, key = '', wanted] = /^(no )?match +(\S+?)(?:: (.+))?$/.exec(line) ?? [];
    if (key === '') return `"${line}" is neither a match nor a non-match`;
    const groups = pattern.match(key);
    const found = groups && Object.entries(groups).map(([name, value]) => `${name} ${value}`);
    if (found?.join(', ') !== (not === undefined ? (wanted ?? '') : undefined)) {
      return `${key}: ${found === undefined ? 'no match' : found.join(', ')}`;
    }
  }
  return undefined;
}
