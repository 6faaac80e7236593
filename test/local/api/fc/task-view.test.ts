import { expect, test } from 'vitest';
import { taskView } from '../../../../src/local/api/fc/task-view.ts';
import type { Task } from '../../../../src/local/queue/task-book.ts';
import { fcParts } from './fc-fixture.ts';

const task: Task = {
  taskId: 't',
  functionName: 'sweep',
  requestId: 'r',
  payload: 'event',
  status: 'Failed',
  retries: 1,
  events: [
    { status: 'Enqueued', time: 1000 },
    { status: 'Retrying', time: 2000, error: 'first' },
    { status: 'Failed', time: 5000, error: 'second' },
  ],
};

test('a task that ended has a duration and the last error', () => {
  expect(taskView(task, true, fcParts())).toEqual({
    taskId: 't',
    requestId: 'r',
    functionArn: 'acs:fc:cn-hangzhou:1000000000000000:functions/sweep',
    qualifier: 'LATEST',
    status: 'Failed',
    startedTime: 1000,
    endTime: 5000,
    durationMs: 4000,
    alreadyRetriedTimes: 1,
    taskErrorMessage: 'second',
    taskPayload: 'event',
    events: [
      { eventId: 1, status: 'Enqueued', timestamp: 1000, eventDetail: '' },
      { eventId: 2, status: 'Retrying', timestamp: 2000, eventDetail: 'first' },
      { eventId: 3, status: 'Failed', timestamp: 5000, eventDetail: 'second' },
    ],
  });
});

test('a task that has not ended has neither, and the payload is shown only if asked for', () => {
  const waiting: Task = { ...task, status: 'Enqueued', events: task.events.slice(0, 1) };
  const view = taskView(waiting, false, fcParts());
  for (const field of ['endTime', 'durationMs', 'taskErrorMessage', 'taskPayload'])
    expect(view).not.toHaveProperty(field);
});
