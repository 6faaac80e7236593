import { AutoaliasError } from '../../autoalias-error.ts';
import { eventTypeCovers, type Trigger } from './trigger.ts';

/** Native OSS triggers of one bucket (Function Compute, "Overview of OSS triggers"). */
export const TRIGGERS_PER_BUCKET = 10;

/**
 * Adds a trigger to the list if Function Compute would create it: a bucket has at most ten, and no two may overlap in event
 * types, prefix and suffix all at once ("Overview of OSS triggers").
 *
 * @throws AutoaliasError `config-invalid` with the vendor's message.
 */
export function addTrigger(triggers: readonly Trigger[], added: Trigger): readonly Trigger[] {
  if (triggers.length >= TRIGGERS_PER_BUCKET) {
    throw new AutoaliasError(
      'config-invalid',
      `trigger ${added.name}: the bucket has ${triggers.length} triggers already, and Function Compute takes at most ` +
        `${TRIGGERS_PER_BUCKET}; join prefixes, or use EventBridge-based triggers`,
    );
  }
  const other = triggers.find((trigger) => overlap(trigger, added));
  if (other) {
    throw new AutoaliasError(
      'config-invalid',
      `trigger ${added.name}: Cannot specify overlapping prefix and suffix with same event type. ` +
        `It overlaps with trigger ${other.name} (${filterText(other)}); this one has ${filterText(added)}. ` +
        'Give them prefixes or suffixes that do not contain one another, or combine both triggers',
    );
  }
  return [...triggers, added];
}

function overlap(a: Trigger, b: Trigger): boolean {
  return (
    a.events.some((x) => b.events.some((y) => eventTypeCovers(x, y) || eventTypeCovers(y, x))) &&
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}

function filterText(trigger: Trigger): string {
  return `prefix '${trigger.prefix}', suffix '${trigger.suffix}'`;
}
