import { Argument } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { type DeadLetterFlags, type DeadLetters, openDeadLetters } from '../../dead-letters/dead-letters.ts';
import type { FailedEvent } from '../../dead-letters/failed-event.ts';
import { BATCH } from '../../dead-letters/mns-queue.ts';
import { type Replay, replayEvents } from '../../dead-letters/replay-events.ts';
import { EXIT } from '../../exit-code.ts';
import { addCloudOption } from '../../options/cloud-option.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';

const HELP = `
Works on the local cloud, unless you name a region. Then it works on the queue of the deployment in Simple Message Queue,
with the credentials OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN.

In the local cloud, one queue has the failed events of all clouds; --cloud shows and replays only those of one cloud. Failed
events of a deployment on Baidu are in a topic of Baidu Messaging System, which the command does not read.

  autoalias dead-letters list --region cn-hangzhou --account 1234567890123456
  autoalias dead-letters show 5F290C926D472878-2-14D9529A8FA-200000001
  autoalias dead-letters replay --all

list shows the first 16 messages, and does not change them. With --all, it shows every message: it receives the messages
and then returns them to the queue, so other readers do not see them for a moment. show does the same if the message is not
one of the first 16.

replay sends the event to the function again, as an asynchronous invocation, and deletes the message when Function Compute
has accepted it. The handlers are idempotent, so a repeated replay does no harm. If the event fails again, it comes back to
the queue as a new message.

Ctrl-C ends a command after the message at hand, and returns the others to the queue.

The exit code of replay is 1 if a message was not found or not replayed.`;

const ACTIONS = ['list', 'show', 'replay'] as const;

interface Flags extends DeadLetterFlags, JsonFlag {
  readonly all?: true;
}

interface Run {
  readonly io: CliIo;
  readonly flags: Flags;
  readonly ids: readonly string[];
  readonly letters: DeadLetters;
}

/** `dead-letters`: events that failed on every try. */
export function addDeadLetters({ io, add, finish }: CommandRegistry): void {
  addCloudOption(add('dead-letters', 'list, show and replay events that failed on every try'))
    .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
    .argument('[id...]', 'show, replay: ids of messages')
    .option('--all', 'list, replay: all messages')
    .option('--queue <queue>', 'queue of failed events (default: <name>-failed-events)')
    .option('--name <name>', 'name of the deployment: the parameter Name of the template', 'autoalias')
    .option('--region <region>', 'region of the deployment, like cn-hangzhou [OSS_REGION]')
    .option('--account <id>', 'id of the account of the deployment [ALIBABA_CLOUD_ACCOUNT_ID]')
    .option('--mns-endpoint <url>', 'URL of the API of Simple Message Queue (default: that of account and region)')
    .option('--fc-endpoint <url>', 'URL of the API of Function Compute (default: that of account and region)')
    .addHelpText('after', HELP)
    .action(async (action: (typeof ACTIONS)[number], ids: readonly string[], flags: Flags) => {
      CHECKS[action](ids, flags);
      const letters = openDeadLetters(flags, io);
      const result = await RUNS[action]({ io, flags, ids, letters });
      finish(letters.isStopped() ? { ...result, exitCode: EXIT.interrupted } : result, flags);
    });
}

const CHECKS: Readonly<Record<(typeof ACTIONS)[number], (ids: readonly string[], flags: Flags) => void>> = {
  list: (ids) => {
    if (ids.length > 0) throw usage('list shows all messages; leave out the ids, or use show');
  },
  show: (ids, { all }) => {
    if (ids.length !== 1 || all) throw usage('show needs the id of one message, as list prints it');
  },
  replay: (ids, { all = false }) => {
    if (ids.length > 0 === all) throw usage('replay needs the ids of messages, as list prints them, or --all');
  },
};

const RUNS: Readonly<Record<(typeof ACTIONS)[number], (run: Run) => Promise<CommandResult>>> = {
  list: async (run) => {
    const { print, end, count } = rows<FailedEvent>(run, {
      header: ['ID', 'FAILED', 'FUNCTION', 'TRIES', 'EVENT', 'ERROR'],
      cells: ({ id, failedAt, function: name, attempts, events, error }) => [
        id,
        failedAt,
        name,
        attempts,
        eventsText(events),
        error,
      ],
    });
    const { letters, flags } = run;
    if (flags.all) {
      await letters.visit(async (event) => {
        print(event);
        return 'keep';
      });
      end();
      return { exitCode: EXIT.done, json: undefined, lines: noneIf(count() === 0, letters) };
    }
    const { events, isCut } = await letters.peek();
    for (const event of events) print(event);
    end();
    const first =
      count() === BATCH ? `these are the first ${BATCH} messages` : `only the first ${BATCH} messages were read`;
    const lines = isCut ? [`${first}; --all lists every message`] : noneIf(count() === 0, letters);
    return { exitCode: EXIT.done, json: undefined, lines };
  },
  show: async ({ ids: [id = ''], letters }) => {
    let found = (await letters.peek()).events.find((event) => event.id === id);
    if (found === undefined) {
      await letters.visit(async (event) => {
        if (event.id !== id) return 'keep';
        found = event;
        return 'stop';
      });
    }
    if (found === undefined) throw usage(`there is no message ${id} in ${letters.queueName}; list shows the messages`);
    return { exitCode: EXIT.done, json: found, lines: shownLines(found) };
  },
  replay: async (run) => {
    let failed = 0;
    const { print, end, count } = rows<Replay>(run, {
      header: ['ID', 'FUNCTION', 'REQUEST', 'ERROR'],
      cells: ({ id, function: name, requestId, error }) => [id, name, requestId, error],
    });
    const { letters, flags, ids } = run;
    await replayEvents(letters, flags.all ? undefined : ids, (replay) => {
      print(replay);
      if (replay.error !== null) failed += 1;
    });
    end();
    return { exitCode: failed > 0 ? EXIT.failed : EXIT.done, json: undefined, lines: noneIf(count() === 0, letters) };
  },
};

interface RowsFormat<T> {
  readonly header: readonly string[];
  readonly cells: (item: T) => readonly (string | number | null)[];
}

/** Prints rows of a table, or JSON lines, and counts them. */
function rows<T>({ io, flags }: Run, { header, cells }: RowsFormat<T>) {
  let printed = 0;
  const printer = createRowPrinter<T>({
    ...{ out: io.out, json: flags.json === true, columns: io.columns, header },
    cells: (item) => cells(item).map((cell) => (cell === null ? '-' : String(cell))),
    jsonOf: (item) => item,
  });
  return {
    print: (item: T): void => {
      printer.print(item);
      printed += 1;
    },
    end: printer.end,
    count: () => printed,
  };
}

function noneIf(isNone: boolean, { queueName }: DeadLetters): readonly string[] {
  return isNone ? [`no failed event waits in ${queueName}`] : [];
}

function eventsText([first, ...others]: readonly string[]): string | null {
  if (first === undefined) return null;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function shownLines(event: FailedEvent): readonly string[] {
  const { id, failedAt, requestId, function: name, attempts, error, events, payload } = event;
  const fields = [
    ['message', id],
    ['failed at', failedAt],
    ['function', name],
    ['request', requestId],
    ['tries', attempts],
    ['error', error],
    ...events.map((one) => ['event', one] as const),
  ] as const;
  return [...fields.map(([field, value]) => `${field.padEnd(10)}${value ?? '-'}`), '', ...payloadLines(payload)];
}

/** Indented if it is JSON. */
function payloadLines(payload: string | null): readonly string[] {
  if (payload === null) return ['the message contains no event'];
  try {
    return JSON.stringify(JSON.parse(payload), null, 2).split('\n');
  } catch {
    return payload.split('\n');
  }
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}
