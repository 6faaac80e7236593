import { handleHttp } from '../src/handlers/function/handle-http.ts';
import { createHost, flushed } from '../src/handlers/function/host.ts';
import { openOssStore } from '../src/handlers/function/platforms/open-oss-store.ts';
import rules from './autoalias.yaml';

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
  openStore: openOssStore,
  environment: process.env,
});

/** Called by an HTTP trigger. */
export function handler(event: Uint8Array, context: unknown) {
  return flushed(host, handleHttp(host, event, context));
}

function ahead() {
  return import('./autoalias.ahead.json');
}
