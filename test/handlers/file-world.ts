import type { HandlerContext } from '../../src/handlers/function/handler-context.ts';
import { handleChanges } from '../../src/handlers/work/handle-changes.ts';

/** Rules with one alias for each file of a version, and more fields of the rule. */
export function fileRules(more = ''): string {
  return `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<version>[0-9a-z.-]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['r/latest/{file}']
${more}`;
}

/** Handles the event of one object. */
export function handleEvent(context: HandlerContext, event: string, key: string) {
  return handleChanges(context, [{ key, cause: { kind: 'change', event, key } }]);
}
