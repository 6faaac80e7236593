import type { StorageState } from '../../archive-class.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { isMarkerKey } from '../../rules/match/marker-place.ts';
import { notReady } from '../../rules/match/not-ready.ts';
import { aliasKeyFor, type KeyReading, readKey, templateValues } from '../../rules/match/read-key.ts';
import { releaseRefusal } from '../../rules/match/read-release.ts';
import type { Rejection } from '../../rules/match/rejection.ts';
import { aliasOfUnread, unreadRejection } from '../../rules/match/unread.ts';
import { renderTemplate } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import type { ListedObject, SymlinkFound } from '../../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './task.ts';

/** Whether an object is a candidate of an alias, or why not. Links never are. */
export function classifyObject(
  { rule, template, alias, now, candidate }: Pick<AliasTask, 'rule' | 'template' | 'alias' | 'now' | 'candidate'>,
  object: Pick<ListedObject, 'key' | 'lastModified'> & StorageState & { readonly type?: string },
): Candidate | Rejection {
  if (object.type === 'Symlink') return { kind: 'link', why: 'it is a link' };
  const reading = readingOf({ rule, candidate }, object.key);
  if (reading === undefined) return unmatched(rule, object.key);
  if (!reading.order.ok) {
    const other = aliasOfUnread(template, reading.groups) ?? alias;
    if (other !== alias) return { kind: 'other-alias', why: belongsTo(other) };
    return unreadRejection(
      rule,
      { key: object.key, mayBeLink: object.type === undefined },
      reading.groups,
      reading.order,
    );
  }
  const notInRelease = releaseRefusal(rule, reading);
  if (notInRelease !== undefined) return notInRelease;
  const found = aliasKeyFor(template, reading);
  if ('why' in found) return found;
  if (found.alias !== alias) return { kind: 'other-alias', why: belongsTo(found.alias) };
  const waits = notReady(template, object, now);
  if (waits !== undefined) return waits;
  return { key: object.key, value: reading.order.value, lastModified: object.lastModified };
}

function belongsTo(alias: string): string {
  return `it belongs to the alias ${alias}`;
}

function unmatched(rule: Rule, key: string): Rejection {
  const isMarker = isMarkerKey(rule, key);
  return isMarker
    ? { kind: 'marker', why: 'it is a marker, which withdraws objects' }
    : {
        kind: 'unmatched',
        why: `the ${rule.pattern.template === undefined ? 'regex' : 'key template'} of rule ${rule.name} does not match it`,
      };
}

/** The key of the marker that withdraws an object. Undefined if the rule does not match the key or ignores markers. */
export function markerOf(task: Pick<AliasTask, 'rule' | 'candidate'>, key: string): string | undefined {
  return readingOf(task, key)?.marker;
}

/** The text by which a key is ordered, as recorded on the alias. */
export function orderTextOf(task: Pick<AliasTask, 'rule' | 'candidate'>, key: string): string {
  return readingOf(task, key)?.orderText ?? '';
}

/**
 * The place of a key in the order of an alias, even if the bounds of the template or `minimumAge` exclude the key.
 * Undefined if the rule cannot order the key, or if the key belongs to another alias.
 */
export function placeInOrder(
  { rule, template, alias }: Pick<AliasTask, 'rule' | 'template' | 'alias'>,
  key: string,
  lastModified: number,
): Candidate | undefined {
  const reading = readKey(rule, key);
  if (!reading?.order.ok) return undefined;
  const own = renderTemplate(template.pieces, templateValues(reading.groups, reading.order));
  return own === alias ? { key, value: reading.order.value, lastModified } : undefined;
}

/**
 * The target of a link as a candidate, by the record alone: the object may be gone. Undefined if the rule refuses it.
 */
export function recordedCandidate(task: AliasTask, link: SymlinkFound): Candidate | undefined {
  const lastModified = readRecord(link)?.identity.lastModified ?? 0;
  const candidate = classifyObject(task, { key: link.target, lastModified });
  return 'why' in candidate ? undefined : candidate;
}

/**
 * Reads a key under the rule of a task. If the key is the candidate that changed, reuses its reading: the key was
 * already read to find the alias.
 */
function readingOf({ rule, candidate }: TaskReading, key: string): KeyReading | undefined {
  return candidate?.key === key ? candidate.reading : readKey(rule, key);
}

type TaskReading = Pick<AliasTask, 'rule'> & { readonly candidate?: AliasTask['candidate'] | undefined };
