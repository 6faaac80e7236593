import { describeRequest } from '../../stores/oss/describe-request.ts';
import type { GetSymlink, PutSymlink } from '../../stores/store-request.ts';
import type { CommandResult } from '../command-result.ts';
import { escapeForTerminal } from '../escape-for-terminal.ts';
import { EXIT } from '../exit-code.ts';

/** What would be sent, before it is signed. Nothing is sent, nor asked whether it could be. */
export const describeDryRun = (request: GetSymlink | PutSymlink): CommandResult => {
  const { method, key, query, headers } = describeRequest(request);
  const path = `${key}?${query.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return {
    exitCode: EXIT.done,
    json: { dryRun: true, ...request },
    lines: [`dry run, nothing is sent: ${method} ${path}`, ...lines].map(escapeForTerminal),
  };
};
