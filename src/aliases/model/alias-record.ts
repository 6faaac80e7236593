import { decodeOrKeep } from '../../decode-or-keep.ts';
import { defined } from '../../defined.ts';
import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import type { PutSymlink } from '../../stores/store-request.ts';
import type { NotFound, ObjectInstead, SymlinkFound } from '../../stores/store-response.ts';
import { causeText } from './cause.ts';
import { linkHeaders } from './link-headers.ts';
import { type Pin, timeText } from './pin.ts';
import type { Identity, Target } from './target.ts';
import type { AliasTask } from './task.ts';

/** What `GetSymlink` finds at an alias key: a link, a real object, or nothing. */
export type AliasObject = SymlinkFound | ObjectInstead | NotFound;

/** The `base` of an alias that was written where there was no alias. */
export const NO_BASE = 'none';

/** In characters. OSS limits the metadata of a link to 8 KB. */
const LONGEST_ACTOR = 200;

/** What an alias records about itself in its metadata. Tags would not do: GetSymlink does not return them. */
export interface AliasRecord {
  readonly rule: string;
  /** Digest of the template that wrote the alias, and of everything in its rule that decides the alias. */
  readonly templateDigest: string;
  readonly identity: Identity;
  /** The version id of the alias that its writer had read, or `none`. */
  readonly base: string;
  readonly order: string;
  readonly cause: string;
  /** Who caused the write, as far as known. */
  readonly actor: string | undefined;
  /** Set if a person has pinned the alias. The pin may have ended. */
  readonly pin: Pin | undefined;
  /** The writer dropped a pin on purpose, so a handler that finds an older pin below must not restore it. */
  readonly dropsPin: boolean;
  /** The writer deletes the alias directly after this version, which records why and who caused it. */
  readonly removes: boolean;
  /** It shows a former target for the time being, because its target was deleted. The writer lists the candidates next. */
  readonly interim: boolean;
  /** Former targets, latest first. Recorded only where the versions of links are not kept. */
  readonly before: readonly string[];
}

/** The metadata names of a record. No command writes another name that begins with `autoalias-`. */
export const META = {
  rule: 'autoalias-rule',
  templateDigest: 'autoalias-form',
  versionId: 'autoalias-version-id',
  etag: 'autoalias-etag',
  modified: 'autoalias-modified',
  headers: 'autoalias-headers',
  base: 'autoalias-base',
  order: 'autoalias-order',
  cause: 'autoalias-cause',
  actor: 'autoalias-actor',
  pin: 'autoalias-pin',
  until: 'autoalias-pin-until',
  pinnedBy: 'autoalias-pin-by',
  pinnedSince: 'autoalias-pin-since',
  dropsPin: 'autoalias-unpinned',
  removes: 'autoalias-removes',
  interim: 'autoalias-interim',
  before: 'autoalias-before',
} as const;

/**
 * The record of a link, or undefined for a link that we did not write. We write no links into other buckets, so such a link is
 * of another program, even if it has a copy of a record.
 */
export function readRecord(link: SymlinkFound): AliasRecord | undefined {
  if (link.targetBucket !== undefined) return undefined;
  const { metadata } = link;
  const rule = metadata[META.rule];
  const base = metadata[META.base];
  const templateDigest = metadata[META.templateDigest];
  if (rule === undefined || base === undefined || templateDigest === undefined) return undefined;
  return {
    rule,
    templateDigest,
    base,
    identity: {
      versionId: metadata[META.versionId],
      etag: metadata[META.etag] ?? '',
      lastModified: Number(metadata[META.modified] ?? Number.NaN),
      ...defined({ headers: metadata[META.headers] }),
    },
    order: decodeOrKeep(metadata[META.order] ?? ''),
    cause: decodeOrKeep(metadata[META.cause] ?? ''),
    actor: metadata[META.actor] === undefined ? undefined : decodeOrKeep(metadata[META.actor] ?? ''),
    pin: readPin(metadata),
    dropsPin: metadata[META.dropsPin] !== undefined,
    removes: metadata[META.removes] !== undefined,
    interim: metadata[META.interim] !== undefined,
    before: (metadata[META.before] ?? '')
      .split(',')
      .filter((key) => key !== '')
      .map(decodeOrKeep),
  };
}

function readPin(metadata: SymlinkFound['metadata']): Pin | undefined {
  const reason = metadata[META.pin];
  if (reason === undefined) return undefined;
  const { [META.until]: until, [META.pinnedBy]: by, [META.pinnedSince]: since } = metadata;
  return {
    reason: decodeOrKeep(reason),
    ...(until === undefined ? {} : { until: Number(until) }),
    ...(by === undefined ? {} : { by: decodeOrKeep(by) }),
    ...(since === undefined ? {} : { since: Number(since) }),
  };
}

/**
 * Whether the template of a task, as the rules are now, wrote a record. The headers that it sets may have changed since:
 * they do not decide the target.
 */
export function isByTemplate({ rule, template }: Pick<AliasTask, 'rule' | 'template'>, record: AliasRecord): boolean {
  return record.rule === rule.name && record.templateDigest.split('-', 1)[0] === template.targetDigest;
}

/**
 * Whether its writer had not finished: it was about to delete the alias, or to list the candidates. A link with such a record is
 * never right. If the writer died, the next event or sweep decides.
 */
export function isUnfinished({ removes, interim }: AliasRecord): boolean {
  return removes || interim;
}

/** Whether a record was written under the header policy of the task's template. */
export function hasHeadersOf({ template }: Pick<AliasTask, 'template'>, { templateDigest }: AliasRecord): boolean {
  return templateDigest.split('-', 2)[1] === template.digest.split('-', 2)[1];
}

/** The optional parts of a record. */
export interface RecordExtras {
  readonly pin?: Pin | undefined;
  readonly dropsPin?: boolean;
  readonly interim?: boolean;
  readonly before?: readonly string[];
}

/**
 * The request that writes an alias: tags for people, metadata for the protocol, headers for readers.
 *
 * @param target with the headers of the target itself; the policy of the alias decides which of them it gets
 */
export function putAlias(
  task: AliasTask,
  target: Pick<Target, 'key' | 'identity' | 'headers'>,
  base: string | undefined,
  order: string,
  { pin, dropsPin = false, interim = false, before = [] }: RecordExtras = {},
): PutSymlink {
  const { versionId, etag, lastModified, headers } = target.identity;
  const version = defined({ [META.versionId]: versionId });
  const tags = { [META.rule]: task.rule.name, ...version, ...defined({ [META.pin]: pin && pinTag(pin) }) };
  return {
    operation: 'PutSymlink',
    key: task.alias,
    target: target.key,
    headers: linkHeaders(task.template.headers, target.headers),
    ...tagsFor(task.capabilities, tags),
    metadata: {
      [META.rule]: task.rule.name,
      [META.templateDigest]: task.template.digest,
      ...version,
      [META.etag]: etag,
      [META.modified]: String(lastModified),
      ...defined({ [META.headers]: headers }),
      [META.base]: base ?? NO_BASE,
      [META.order]: encode(order),
      [META.cause]: encode(causeText(task.cause)),
      ...defined({ [META.actor]: task.cause.actor && encode(task.cause.actor.slice(0, LONGEST_ACTOR)) }),
      ...defined({
        [META.pin]: pin && encode(pin.reason),
        [META.until]: pin?.until?.toString(),
        [META.pinnedBy]: pin?.by && encode(pin.by),
        [META.pinnedSince]: pin?.since?.toString(),
      }),
      ...(dropsPin ? { [META.dropsPin]: 'true' } : {}),
      ...(interim ? { [META.interim]: 'true' } : {}),
      ...(before.length === 0 ? {} : { [META.before]: before.map(encode).join(',') }),
    },
  };
}

/**
 * The request that records a deletion before it is made: the same link, with the cause and the actor. A delete marker has no
 * metadata. If the link has a pin, the request also records that the pin was dropped. Otherwise, a later search would take
 * the pin for lost and restore it.
 *
 * @param link a link of ours, as it was read
 * @param why as in {@link causeText}
 */
export function putRemoval(
  { alias, capabilities }: Pick<AliasTask, 'alias' | 'capabilities'>,
  link: SymlinkFound,
  {
    why,
    actor,
    isUnpin = false,
  }: { readonly why: string; readonly actor: string | undefined; readonly isUnpin?: boolean },
): PutSymlink {
  const { pin, until, pinnedBy, pinnedSince, dropsPin, interim } = META;
  const own = new Set<string>([pin, until, pinnedBy, pinnedSince, META.actor, dropsPin, interim]);
  const kept = Object.fromEntries(Object.entries(link.metadata).filter(([name]) => !own.has(name)));
  return {
    operation: 'PutSymlink',
    key: alias,
    target: link.target,
    headers: link.headers,
    ...tagsFor(capabilities, defined({ [META.rule]: kept[META.rule] })),
    metadata: {
      ...kept,
      [META.base]: link.versionId ?? NO_BASE,
      [META.cause]: encode(why),
      ...defined({ [META.actor]: actor && encode(actor.slice(0, LONGEST_ACTOR)) }),
      ...(isUnpin || link.metadata[META.pin] !== undefined ? { [META.dropsPin]: 'true' } : {}),
      [META.removes]: 'true',
    },
  };
}

/** Tags are for people, and the metadata has the same values. They are left out if the store cannot set tags on a link. */
function tagsFor({ tagsLinks }: StoreCapabilities, tags: Readonly<Record<string, string>>): Pick<PutSymlink, 'tags'> {
  return tagsLinks ? { tags } : {};
}

/** Tags take letters, digits and a few signs only. */
function pinTag({ until }: Pin): string {
  return until === undefined ? 'pinned' : `until ${timeText(until)}`;
}

/**
 * Percent-encodes text for a header, which is ASCII. `/`, `:`, `+` and inner spaces stay readable. Spaces at both ends
 * are encoded, since HTTP drops them.
 */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/(?!^%20|%20$)%(2F|3A|20|2B)/g, (code) => READABLE[code] ?? code);
}

const READABLE: Readonly<Record<string, string>> = { '%2F': '/', '%3A': ':', '%20': ' ', '%2B': '+' };
