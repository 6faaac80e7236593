import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { StringDecoder } from 'node:string_decoder';
import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf } from '../../error-text.ts';
import { sleep } from '../../handlers/wait/sleep.ts';
import { type DecisionSource, entryOf, type LoggedDecision } from './logged-decision.ts';

/** How often a followed log is looked at, in milliseconds. */
const PAUSE = 300;

/** The log file of a local cloud, and the older one next to it. The cloud need not run. */
export function localLog(file: string, pause = PAUSE): DecisionSource {
  return {
    read: (since, until) => readFiles(file, since, until),
    async *follow(since, signal) {
      const handle = await openLog(file);
      const followed = createFollower(file, handle);
      try {
        const older: LoggedDecision[] = [];
        for await (const decision of readFile(`${file}.1`, since)) older.push(decision);
        yield older;
        while (!signal.aborted) {
          const found = (await followed.next()).flatMap((line) => decisionOf(line) ?? []);
          yield found.filter(({ time }) => time >= since);
          if (found.length === 0) await sleep(pause, signal);
        }
      } finally {
        await followed.close();
      }
    },
  };
}

async function* readFiles(file: string, since: number, until: number): AsyncGenerator<LoggedDecision> {
  await (await openLog(file)).close();
  for (const one of [`${file}.1`, file]) {
    for await (const decision of readFile(one, since)) if (decision.time < until) yield decision;
  }
}

async function* readFile(file: string, since: number): AsyncGenerator<LoggedDecision> {
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      const decision = decisionOf(line);
      if (decision !== undefined && decision.time >= since) yield decision;
    }
  } catch (error) {
    // There is no older file until the log is large.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function openLog(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cause;
    throw new AutoaliasError(
      'config-invalid',
      `there is no log of a local cloud at ${file}; start one (autoalias dev), name its directory with AUTOALIAS_DATA, or name a deployment with --region`,
      { cause },
    );
  }
}

/** `2026-11-28T03:04:05.678Z object-events <request id> <text>`, as the local cloud writes it. */
const LINE = /^(\d{4}-\d\d-\d\dT\S+Z) (\S+) \S* (\{.*\})$/;

function decisionOf(line: string): LoggedDecision | undefined {
  const [, time = '', functionName = '', text = ''] = LINE.exec(line) ?? [];
  const entry = entryOf(text);
  return entry === undefined ? undefined : { time: Date.parse(time), functionName, entry };
}

/** Reads the lines that are appended to a log file. At its largest size, the file is renamed and a new one is begun. */
function createFollower(file: string, first: FileHandle) {
  let handle = first;
  let decoder = new StringDecoder();
  let rest = '';
  const drain = async (): Promise<string[]> => {
    const buffer = Buffer.alloc(256 * 1024);
    let text = '';
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      text += decoder.write(buffer.subarray(0, bytesRead));
    }
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    return lines;
  };
  const isReplaced = async (): Promise<boolean> => {
    const [held, named] = await Promise.all([handle.stat(), stat(file).catch(() => undefined)]);
    return named !== undefined && named.ino !== held.ino;
  };
  return {
    next: async (): Promise<readonly string[]> => {
      // Asked before the last read, so that no line is lost: a renamed file does not grow any more.
      const wasReplaced = await isReplaced();
      const lines = await drain();
      if (wasReplaced) {
        await handle.close();
        handle = await open(file);
        decoder = new StringDecoder();
        rest = '';
      }
      return lines;
    },
    close: () => handle.close(),
  };
}
