import type { Task } from '../../queue/task-book.ts';
import type { FcParts } from './fc-parts.ts';
import { functionArn } from './function-view.ts';

/** A task in the JSON of GetAsyncTask and ListAsyncTasks. The payload is shown only if the request asks for it. */
export function taskView(task: Task, showsPayload: boolean, parts: FcParts): object {
  const { events } = task;
  const error = events.findLast((event) => event.error !== undefined)?.error;
  const first = events[0]?.time ?? 0;
  const last = events.at(-1)?.time ?? first;
  const isEnded = ENDED.has(task.status);
  return {
    taskId: task.taskId,
    requestId: task.requestId,
    functionArn: functionArn(task.functionName, parts),
    qualifier: 'LATEST',
    status: task.status,
    startedTime: first,
    ...(isEnded && { endTime: last, durationMs: last - first }),
    alreadyRetriedTimes: task.retries,
    ...(error !== undefined && { taskErrorMessage: error }),
    ...(showsPayload && { taskPayload: task.payload }),
    events: events.map(({ status, time, error: eventDetail = '' }, index) => ({
      eventId: index + 1,
      status,
      timestamp: time,
      eventDetail,
    })),
  };
}

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Expired', 'Stopped']);
