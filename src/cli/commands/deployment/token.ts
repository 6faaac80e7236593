import { createHash, randomBytes } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { RIGHTS, type Right } from '../../../handlers/http/access/right.ts';
import { callerName } from '../../../handlers/http/access/scoped-token.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { addCloudOption } from '../../options/cloud-option.ts';

const HELP = `
Prints the token and an entry of AUTOALIAS_TOKENS, a variable of the http function. The entry has only the hash of the
token, so no one can read the token from the deployment. The token is printed once and is kept nowhere.

  read   all requests that write nothing
  apply  POST /v1/apply and /v1/sweep
  move   POST /v1/pin, /v1/unpin, /v1/withdraw, /v1/restore and /v1/rollback

The name is the actor that the history and the log show. The token is the same on every cloud.`;

interface Flags extends JsonFlag {
  readonly rights: readonly Right[];
}

/** `token`: makes a token of the HTTP API with a name and rights. */
export function addToken({ add, finish }: CommandRegistry): void {
  addCloudOption(add('token', 'make a token of the HTTP API with a name and rights'))
    .argument('<name>', 'who or what uses the token, like github-release', checkedName)
    .requiredOption('--rights <list>', `rights, separated by commas: ${RIGHTS.join(', ')}`, rightsIn)
    .addHelpText('after', HELP)
    .action((name: string, flags: Flags) => finish(newToken(name, flags.rights), flags));
}

/** Lets secret scanners and people recognise a token. */
const PREFIX = 'autoalias_';

/** 32 random bytes cannot be guessed, so a plain hash protects them. A password would need a slow hash. */
const RANDOM_BYTES = 32;

function newToken(name: string, rights: readonly Right[]): CommandResult {
  const token = PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
  const entry = { name, rights, sha256: createHash('sha256').update(token).digest('hex') };
  return {
    exitCode: EXIT.done,
    json: { token, entry },
    lines: [`token  ${token}`, `entry  ${JSON.stringify(entry)}`],
  };
}

function checkedName(text: string): string {
  const name = callerName.safeParse(text);
  if (name.success) return name.data;
  throw new InvalidArgumentError(`${name.error.issues[0]?.message}.`);
}

function rightsIn(text: string): readonly Right[] {
  const named = text.split(',').map((right) => right.trim());
  const wrong = named.find((right) => !isRight(right));
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is not a right; write ${RIGHTS.join(', ')}.`);
  return RIGHTS.filter((right) => named.includes(right));
}

function isRight(text: string): text is Right {
  return RIGHTS.some((right) => right === text);
}
