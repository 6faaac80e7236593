import { handleObjectEvents } from '../src/handlers/handle-object-events.ts';
import { createHost } from '../src/handlers/host.ts';
import rules from './autoalias.yaml';

const host = createHost({ rules, environment: process.env });

/** Called by OSS triggers, by EventBridge and by SMQ. */
export const handler = (event: Uint8Array, context: unknown) => handleObjectEvents(host, event, context);
