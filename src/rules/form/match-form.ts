import { LONGEST_KEY } from '../../object-key.ts';
import { MARKER_NAME, markerInFolders } from '../match/marker-place.ts';
import type { KeyReading } from '../match/read-key.ts';
import { renderTemplate } from '../pattern/template.ts';
import { isNeverRefused } from '../proof/never-refused.ts';
import type { RuleEntry, RuleSet } from '../rule-set.ts';
import { QuickMatch } from './quick-match.ts';

/** A key of this length has at most {@link LONGEST_KEY} bytes. */
const SURELY_SHORT = Math.floor(LONGEST_KEY / 3);

/**
 * Decides about a key with the form of a rule, which all rules of the form share. With ten thousand rules, most of the time
 * of a decision is spent on waiting for memory that belongs to one rule only. This reads the entry of the rule and the text
 * of its folders, and nothing else. Undefined if anything is unusual. Then the rule itself decides, and says why.
 *
 * @param key has no surrogates.
 */
export function matchForm(ruleSet: RuleSet, entry: RuleEntry, key: string): QuickMatch | undefined {
  const { plan, folders, starts } = entry;
  if (plan === undefined || !key.startsWith(folders) || (mayEndMarker(key) && key.endsWith(MARKER_NAME)))
    return undefined;
  const { markers, templates } = plan;
  const groups = plan.pattern.match(key, folders.length);
  if (groups === undefined) return undefined;
  const { orderText, order } = plan.order.read(groups);
  if (!order.ok || (order.prerelease && !plan.prereleases)) return undefined;
  entry.isNeverRefused ??= entry.templates.every((one) => isNeverRefused(ruleSet, one));
  if (!entry.isNeverRefused) return undefined;
  const marker = markers && markerInFolders(markers, folders, key, groups);
  const reading: KeyReading = { groups, orderText, order, marker };
  // A copy has space for exactly these aliases.
  const aliases = plan.noAliases.slice();
  for (let i = 0; i < templates.length; i++) {
    const template = templates[i];
    if (template === undefined || mayEndMarker(groups[template.lastGroup])) return undefined;
    const end = renderTemplate(template.pieces, { groups, parts: order.parts });
    const start = starts === undefined ? folders + template.start : starts[i];
    if (end === undefined || !start || start.length + end.length > SURELY_SHORT) return undefined;
    aliases[i] = start + end;
  }
  return new QuickMatch(entry, reading, aliases);
}

const LAST_OF_MARKER = MARKER_NAME.charCodeAt(MARKER_NAME.length - 1);

/** Whether a text that ends with this one can end like a marker. */
function mayEndMarker(text: string | undefined): boolean {
  return text === undefined || text === '' || text.charCodeAt(text.length - 1) === LAST_OF_MARKER;
}
