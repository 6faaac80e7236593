import * as z from 'zod';

const statementSchema = z.strictObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.array(z.string()),
  Resource: z.array(z.string()),
  Condition: z.strictObject({ StringLike: z.strictObject({ 'oss:Prefix': z.array(z.string()) }) }).optional(),
});

/** A RAM policy as the printers write it. */
export const policySchema = z.strictObject({ Version: z.literal('1'), Statement: z.array(statementSchema).min(1) });
export type RamPolicy = z.infer<typeof policySchema>;

/** A call that a policy allows or denies. `prefix` is that of a listing. */
export interface RamCall {
  readonly action: string;
  readonly resource: string;
  readonly prefix?: string;
}

/** Whether a policy allows a call: one Allow statement, and no Deny statement (RAM, "Policy elements" page). */
export function allows({ Statement }: RamPolicy, call: RamCall): boolean {
  const applies = (effect: 'Allow' | 'Deny') => Statement.some((one) => one.Effect === effect && covers(one, call));
  return applies('Allow') && !applies('Deny');
}

function covers({ Action, Resource, Condition }: RamPolicy['Statement'][number], call: RamCall): boolean {
  const prefixes = Condition?.StringLike['oss:Prefix'];
  return (
    Action.some((one) => matches(one, call.action)) &&
    Resource.some((one) => matches(one, call.resource)) &&
    (prefixes === undefined || (call.prefix !== undefined && prefixes.some((one) => matches(one, call.prefix ?? ''))))
  );
}

/** `*` is any text, and `?` any character. */
function matches(pattern: string, text: string): boolean {
  const source = [...pattern]
    .map((one) => (one === '*' ? '.*' : one === '?' ? '.' : one.replace(/[\\^$.|+()[\]{}]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`, 'su').test(text);
}
