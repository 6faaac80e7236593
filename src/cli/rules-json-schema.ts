import * as z from 'zod';
import { rulesSchema } from '../rules/rules-schema.ts';

/** Names the schema, and promises nothing at an address. */
const ID = 'urn:autoalias:rules:1';

/**
 * The shape of a rules file as JSON Schema, draft 7: what editors complete and check by (yaml-language-server reads that
 * draft whole). What rules mean beyond their shape, `autoalias validate` checks.
 */
export function rulesJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(rulesSchema, { target: 'draft-7', io: 'input' });
  return { $schema, $id: ID, title: 'Rules of autoalias', ...schema };
}
