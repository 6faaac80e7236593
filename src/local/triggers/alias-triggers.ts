import { coveringPrefixes } from '../../rules/covering-prefixes.ts';
import { addTrigger } from './add-trigger.ts';
import type { Trigger } from './trigger.ts';

/**
 * What can make an alias wrong, type by type. Never `oss:ObjectCreated:*`: it also takes in every part of a multipart
 * upload, and PutSymlink, which is what the function itself writes.
 */
export const ALIAS_EVENT_TYPES: readonly string[] = [
  'oss:ObjectCreated:PutObject',
  'oss:ObjectCreated:PostObject',
  'oss:ObjectCreated:CopyObject',
  'oss:ObjectCreated:CompleteMultipartUpload',
  'oss:ObjectCreated:AppendObject',
  'oss:ObjectRemoved:DeleteObject',
  'oss:ObjectRemoved:DeleteObjects',
];

/** For rules with `guard`: what anybody writes at an alias. An alias that is right is not written again, so it is no loop. */
export const LINK_EVENT_TYPE = 'oss:ObjectCreated:PutSymlink';

/**
 * One trigger for each prefix under which rules look for candidates. A prefix that lies within another needs none of
 * its own, and two equal ones give one: a bucket refuses triggers that overlap.
 *
 * @param links whether to tell of links as well.
 */
export const aliasTriggers = (prefixes: readonly string[], functionName: string, links = false): readonly Trigger[] =>
  coveringPrefixes(prefixes)
    .map((prefix, index) => ({
      name: `${functionName}-${index + 1}`,
      functionName,
      events: links ? [...ALIAS_EVENT_TYPES, LINK_EVENT_TYPE] : ALIAS_EVENT_TYPES,
      prefix,
      suffix: '',
    }))
    .reduce<readonly Trigger[]>(addTrigger, []);
