import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import { META, readRecord } from '../model/alias-record.ts';
import { reasonProblem } from '../model/pin.ts';
import { isVersionId } from '../model/target.ts';
import { isByPinCommand } from './active-pin.ts';

/**
 * Fields that every record has, in addition to the three without which `readRecord` returns undefined. The order is not
 * required: it is empty for a target that the rule does not order, and a store may drop metadata without a value.
 */
const REQUIRED = [META.etag, META.modified, META.cause] as const;

const KNOWN: ReadonlySet<string> = new Set(Object.values(META));

/** Every text that `causeText` can return. */
const CAUSE =
  /^(?:[A-Za-z]+:[A-Za-z]+ .+|sweep|sweep by hand|apply|apply .+|pin|unpin|(?:withdraw|restore|rollback)(?:: .+)?)$/s;

/**
 * Reasons why no autoalias command can have written the record of a link. Empty if a command may have written it. Sends
 * no request.
 *
 * Finds only careless forgeries. A record is metadata without a signature. So a caller with the right to read and write
 * the alias key can forge a record that passes every check.
 */
export function recordDoubts(
  { versionsLinks }: Pick<StoreCapabilities, 'versionsLinks'>,
  link: SymlinkFound,
): readonly string[] {
  const { metadata } = link;
  const record = readRecord(link);
  if (record === undefined) return [];
  const { pin, dropsPin: lifts, before } = record;
  const names = Object.keys(metadata).filter((name) => name.startsWith('autoalias-'));
  const doubts = [
    ...names.filter((name) => !KNOWN.has(name)).map((name) => `it has the field ${name}, which no command writes`),
    ...REQUIRED.filter((name) => metadata[name] === undefined).map((name) => `it lacks the field ${name}`),
  ];
  const doubt = (isSo: boolean, why: string): void => {
    if (isSo) doubts.push(why);
  };
  doubt(!CAUSE.test(record.cause), `no command records the cause "${record.cause}"`);
  doubt(!/^\d+$/.test(metadata[META.modified] ?? '0'), `${META.modified} is not a time`);
  doubt(
    versionsLinks && before.length > 0 && isVersionId(record.identity.versionId),
    `it has ${META.before}, which no command writes together with a version id`,
  );
  if (pin === undefined) {
    doubt(metadata[META.until] !== undefined, `it has ${META.until} but no pin`);
    return doubts;
  }
  const problem = reasonProblem(pin.reason);
  doubt(problem !== undefined, `its reason ${problem}`);
  doubt(pin.until !== undefined && !Number.isSafeInteger(pin.until), `${META.until} is not a time`);
  doubt(record.removes, 'it both pins and deletes the alias');
  doubt(lifts || record.cause === 'unpin', 'it both pins and unpins the alias');
  // Any cause other than `pin` means that a handler restored the pin from an older version. Without
  // versioning, there is no older version.
  const isKept = isVersionId(link.versionId);
  doubt(
    !isKept && !isByPinCommand(record),
    `in a bucket without versions, no command writes a pin with the cause "${record.cause}"`,
  );
  return doubts;
}
