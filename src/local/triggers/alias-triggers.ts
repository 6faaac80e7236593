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

/**
 * One trigger for each prefix under which rules look for candidates. A prefix that lies within another needs none of
 * its own, and two equal ones give one: a bucket refuses triggers that overlap.
 */
export const aliasTriggers = (prefixes: readonly string[], functionName: string): readonly Trigger[] =>
  coveringPrefixes(prefixes)
    .map((prefix, index) => ({
      name: `${functionName}-${index + 1}`,
      functionName,
      events: ALIAS_EVENT_TYPES,
      prefix,
      suffix: '',
    }))
    .reduce<readonly Trigger[]>(addTrigger, []);
