import { callbackHandler } from '../../src/handlers/function/cfc/callback-handler.ts';
import { handleObjectEvents } from '../../src/handlers/function/handle-object-events.ts';
import { createHost, flushed } from '../../src/handlers/function/host.ts';
import { CFC } from '../../src/handlers/function/platforms/cfc.ts';
import { openBosStore } from '../../src/handlers/function/platforms/open-bos-store.ts';
import rules from '../autoalias.yaml';

// `autoalias package` puts the rules of a deployment next to the built function.
const rulesFile = new URL('autoalias.yaml', import.meta.url);
const aheadFile = new URL('autoalias.ahead.json', import.meta.url);
const otlpFile = new URL('otlp.mjs', import.meta.url);
const host = createHost({
  rules,
  ahead,
  rulesFile,
  aheadFile,
  otlpFile,
  platform: CFC,
  openStore: openBosStore,
  environment: process.env,
});

/** Called by BOS triggers of CFC, and by notification rules of the bucket. */
export const handler = callbackHandler((event, context) => flushed(host, handleObjectEvents(host, event, context)));

function ahead() {
  return import('../autoalias.ahead.json');
}
