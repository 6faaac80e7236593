import { coveringPrefixes, mergePrefixes } from '../../rules/match/covering-prefixes.ts';
import { addTrigger, TRIGGERS_PER_BUCKET } from './add-trigger.ts';
import type { DeliveryPath } from './event-path.ts';
import type { Trigger } from './trigger.ts';

/**
 * The event types that can make an alias wrong. Never `oss:ObjectCreated:*`: it also covers every part of a multipart
 * upload, and PutSymlink, the request with which the function itself writes aliases.
 */
const ALIAS_EVENT_TYPES: readonly string[] = [
  'oss:ObjectCreated:PutObject',
  'oss:ObjectCreated:PostObject',
  'oss:ObjectCreated:CopyObject',
  'oss:ObjectCreated:CompleteMultipartUpload',
  'oss:ObjectCreated:AppendObject',
  'oss:ObjectRemoved:DeleteObject',
  'oss:ObjectRemoved:DeleteObjects',
];

/** For rules with `guard`: writes of links. The function does not rewrite a correct alias, so this causes no loop. */
const LINK_EVENT_TYPE = 'oss:ObjectCreated:PutSymlink';

/**
 * Returns native triggers for these prefixes that do not overlap, and at most as many as a bucket can have. If there are
 * more prefixes, several share a trigger on their common prefix. The function skips the other keys that it reports.
 *
 * @param links whether to report links as well.
 */
export function aliasTriggers(prefixes: readonly string[], functionName: string, links = false): readonly Trigger[] {
  return mergePrefixes(prefixes, TRIGGERS_PER_BUCKET)
    .map((prefix, index) => ({
      name: `${functionName}-${index + 1}`,
      functionName,
      events: eventTypes(links),
      prefix,
      suffix: '',
    }))
    .reduce<readonly Trigger[]>(addTrigger, []);
}

/** The trigger of EventBridge or of a queue. The same name as in a deployment. */
const RULE_TRIGGER = 'objects';

/**
 * Returns the triggers of a path. A rule of EventBridge or of an event notification has several prefixes, so it becomes one
 * trigger of the same name for each.
 *
 * @param links whether to report links as well.
 */
export function triggersOnPath(
  path: DeliveryPath,
  prefixes: readonly string[],
  functionName: string,
  links = false,
): readonly Trigger[] {
  if (path === 'native') return aliasTriggers(prefixes, functionName, links);
  return coveringPrefixes(prefixes).map((prefix) => ({
    name: RULE_TRIGGER,
    functionName,
    events: eventTypes(links),
    prefix,
    suffix: '',
  }));
}

function eventTypes(links: boolean): readonly string[] {
  return links ? [...ALIAS_EVENT_TYPES, LINK_EVENT_TYPE] : ALIAS_EVENT_TYPES;
}
