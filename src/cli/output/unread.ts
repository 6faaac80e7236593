import * as z from 'zod';
import type { UnreadReport } from '../../handlers/walk/unread-report.ts';
import type { UnreadObjects } from '../../rules/match/unread.ts';
import { count } from '../terminal/count.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';

const number = z.number().int().min(0);

/** The fields of an {@link UnreadObjects}. */
const unreadFields = {
  objects: number.describe('How many objects match the rule, although its order cannot read them.'),
  examples: z
    .array(z.strictObject({ key: z.string(), why: z.string() }))
    .readonly()
    .describe('The first of them, and why the order cannot read them.'),
};

export const unreadObjectsSchema = z
  .strictObject(unreadFields)
  .describe('Objects that would be candidates of the alias if the order could read them. Absent if there are none.');

export const unreadReportSchema = z
  .strictObject({
    objects: number,
    aliases: number.describe('How many aliases they would be candidates of.'),
    rules: z.array(z.strictObject({ rule: z.string(), ...unreadFields })).readonly(),
    listed: z
      .array(z.strictObject({ rule: z.string(), alias: z.string(), ...unreadFields }))
      .readonly()
      .describe('The first of these aliases.'),
  })
  .describe('Objects that match a rule, although its order cannot read them.');

/** Adds the unread objects of an alias to the reason of its state. */
export function withUnread(why: string, unread: UnreadObjects | undefined): string {
  return unread === undefined ? why : `${why}; ${unreadText(unread)}`;
}

/** Adds only the number of the unread objects. The examples are below the table, where they are not cut. */
export function withUnreadCount(why: string, unread: UnreadObjects | undefined): string {
  return unread === undefined ? why : `${why}; ${unreadText({ ...unread, examples: [] })}`;
}

/** `3 objects not read, for example releases/app/abc/app.tgz: "abc" is not a semantic version`. */
export function unreadText({ objects, examples: [example] }: UnreadObjects): string {
  const text = `${count(objects, 'object')} not read`;
  return example === undefined ? text : `${text}, for example ${example.key}: ${example.why}`;
}

/** For the line of counts: `, 3 objects not read`. Empty if there are none. */
export function unreadCount({ objects }: Pick<UnreadReport, 'objects'>): string {
  return objects === 0 ? '' : `, ${count(objects, 'object')} not read`;
}

/** The lines below a table: for each rule, how many objects its order cannot read, with examples. */
export function unreadLines({ rules }: Pick<UnreadReport, 'rules'>): readonly string[] {
  return rules.flatMap(({ rule, objects, examples }) => [
    escapeForTerminal(`not read: ${count(objects, 'object')} that rule ${rule} matches, for example`),
    ...examples.map(({ key, why }) => escapeForTerminal(`  ${key}: ${why}`)),
  ]);
}
