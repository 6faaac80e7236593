import { handleHttp } from '../src/handlers/handle-http.ts';
import { createHost } from '../src/handlers/host.ts';
import rules from './autoalias.yaml';

const host = createHost({ rules, environment: process.env });

/** Called by an HTTP trigger. */
export const handler = (event: Uint8Array, context: unknown) => handleHttp(host, event, context);
