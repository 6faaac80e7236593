import { handleTimer } from '../src/handlers/handle-timer.ts';
import { createHost } from '../src/handlers/host.ts';
import rules from './autoalias.yaml';

const host = createHost({ rules, environment: process.env });

/** Called by a timer trigger. */
export const handler = (event: Uint8Array, context: unknown) => handleTimer(host, event, context);
