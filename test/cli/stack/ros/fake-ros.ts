import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { templateProblems } from './template-problems.ts';
import { isSignedByVendorRules, type Keys } from './vendor-signature.ts';

/** A stack that the service holds. */
export interface FakeStack {
  readonly id: string;
  readonly name: string;
  status: string;
  reason: string;
  updatedAt: string;
  template: string;
  parameters: ReadonlyMap<string, string>;
  /** What the running operation will make of it. */
  next: { readonly template: string; readonly parameters: ReadonlyMap<string, string> } | undefined;
  /** How often GetStack is answered before the operation ends. */
  reads: number;
  readonly events: { readonly EventId: string; readonly [field: string]: string }[];
}

/** A Resource Orchestration Service for tests. It checks signatures and templates, and holds stacks and their states. */
export interface FakeRos {
  readonly url: string;
  readonly stacks: FakeStack[];
  /** The actions of all requests that were not throttled, in order. */
  readonly actions: string[];
  /** Makes the next operation of a stack fail at a resource. */
  failAt(resource: string, reason: string): void;
  /** Running operations do not end. */
  stall(isStalled: boolean): void;
  /** The next requests are refused as throttled. */
  throttle(requests: number): void;
  /** The next request with this action is carried out, and its connection is closed without an answer. */
  loseAnswerOf(action: string): void;
  close(): Promise<void>;
}

type Query = ReadonlyMap<string, string>;

class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** How often GetStack is answered with a running operation. */
const READS = 2;

/** @param deployed called when a stack was created or updated, before the answer that says so. */
export async function startFakeRos(
  keys: Keys,
  deployed: (stack: FakeStack) => Promise<void> = async () => {},
): Promise<FakeRos> {
  const stacks: FakeStack[] = [];
  const actions: string[] = [];
  const tokens = new Map<string, string>();
  let failure: { readonly resource: string; readonly reason: string } | undefined;
  let isStalled = false;
  let throttled = 0;
  let lost: string | undefined;
  let clock = 0;
  const time = (): string =>
    `2026-11-28T03:00:${String(clock++ % 60).padStart(2, '0')}.${String(clock).padStart(3, '0')}`;

  const stackOf = (query: Query): FakeStack => {
    const id = query.get('StackId') ?? '';
    const found = stacks.find((stack) => stack.id === id);
    if (found === undefined) throw new Refusal(404, 'StackNotFound', `The Stack (${id}) could not be found.`);
    return found;
  };

  const check = (template: string, parameters: ReadonlyMap<string, string>): void => {
    const [problem] = templateProblems(template, parameters);
    if (problem !== undefined) throw new Refusal(400, 'StackValidationFailed', problem);
  };

  const event = (stack: FakeStack, resource: string, status: string, reason: string): void => {
    stack.events.unshift({
      EventId: randomUUID(),
      StackId: stack.id,
      StackName: stack.name,
      LogicalResourceId: resource,
      ResourceType: resource === stack.name ? 'ALIYUN::ROS::Stack' : 'ALIYUN::FC3::Trigger',
      Status: status,
      StatusReason: reason,
      CreateTime: time(),
    });
  };

  /** Lets the running operation of a stack go on by one step. */
  const advance = async (stack: FakeStack): Promise<void> => {
    if (!stack.status.endsWith('_IN_PROGRESS') || isStalled) return;
    if (stack.reads-- > 0) return;
    const isCreation = stack.status === 'CREATE_IN_PROGRESS';
    const kind = isCreation ? 'CREATE' : 'UPDATE';
    if (failure !== undefined) {
      const { resource, reason } = failure;
      failure = undefined;
      event(stack, resource, `${kind}_FAILED`, reason);
      stack.reason = `Resource ${kind} failed: ${reason}`;
      event(stack, stack.name, `${kind}_FAILED`, stack.reason);
      stack.status = isCreation ? 'CREATE_ROLLBACK_COMPLETE' : 'ROLLBACK_COMPLETE';
    } else {
      if (stack.next !== undefined) ({ template: stack.template, parameters: stack.parameters } = stack.next);
      await deployed(stack);
      stack.status = `${kind}_COMPLETE`;
      stack.reason = `Stack ${kind} completed successfully`;
    }
    stack.next = undefined;
    stack.updatedAt = time();
  };

  const operations: Readonly<Record<string, (query: Query, form: Query) => unknown>> = {
    ListStacks: (query) => {
      const found = stacks.filter(({ name }) => name === query.get('StackName.1'));
      return {
        Stacks: found.map(({ id, name, status }) => ({ StackId: id, StackName: name, Status: status })),
        TotalCount: found.length,
      };
    },
    GetStack: async (query) => {
      const stack = stackOf(query);
      await advance(stack);
      return viewOf(stack);
    },
    GetTemplate: (query) => {
      if (query.get('TemplateStage') !== 'Original') throw new Refusal(400, 'InvalidParameter', 'TemplateStage');
      return { TemplateBody: stackOf(query).template };
    },
    ListStackEvents: (query) => {
      const statuses = [...query].flatMap(([name, value]) => (name.startsWith('Status.') ? [value] : []));
      return { Events: stackOf(query).events.filter(({ Status = '' }) => statuses.includes(Status)) };
    },
    CreateStack: (query, form) => {
      const name = query.get('StackName') ?? '';
      if (stacks.some((stack) => stack.name === name)) {
        throw new Refusal(409, 'StackExists', `The Stack (${name}) already exists.`);
      }
      const template = form.get('TemplateBody') ?? '';
      const parameters = parametersOf(query);
      check(template, parameters);
      const stack: FakeStack = {
        id: randomUUID(),
        name,
        status: 'CREATE_IN_PROGRESS',
        reason: '',
        updatedAt: '',
        template,
        parameters,
        next: { template, parameters },
        reads: READS,
        events: [],
      };
      stacks.push(stack);
      return { StackId: stack.id };
    },
    UpdateStack: (query, form) => {
      const stack = stackOf(query);
      if (stack.status.endsWith('_IN_PROGRESS')) {
        throw new Refusal(409, 'ActionInProgress', `Stack ${stack.name} already has an action in progress.`);
      }
      if (stack.status.startsWith('CREATE_ROLLBACK')) {
        throw new Refusal(400, 'NotSupported', `The stack in status ${stack.status} cannot be updated.`);
      }
      const template = form.get('TemplateBody') ?? '';
      const kept = query.get('UsePreviousParameters') === 'true' ? stack.parameters : new Map<string, string>();
      const parameters = new Map([...kept, ...parametersOf(query)]);
      check(template, parameters);
      const isSame = isDeepStrictEqual(parse(template), parse(stack.template));
      if (isSame && isDeepStrictEqual(new Map([...parameters].sort()), new Map([...stack.parameters].sort()))) {
        throw new Refusal(400, 'NotSupported', 'Update the completely same stack is not supported.');
      }
      stack.next = { template, parameters };
      stack.status = 'UPDATE_IN_PROGRESS';
      stack.reads = READS;
      return { StackId: stack.id };
    },
  };

  /** A repeated request with the same token has the answer of the first one. */
  const carryOut = async (action: string, query: Query, form: Query): Promise<unknown> => {
    const operation = operations[action];
    if (operation === undefined)
      throw new Refusal(404, 'InvalidAction.NotFound', `Specified api is not found: ${action}`);
    const token = query.get('ClientToken');
    const known = token === undefined ? undefined : tokens.get(token);
    if (known !== undefined) return { StackId: known };
    const answer = await operation(query, form);
    if (token !== undefined) tokens.set(token, String(Reflect.get(Object(answer), 'StackId')));
    return answer;
  };

  const server = createServer(async (request, response) => {
    const body = await text(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const target = request.url ?? '/';
    const answer = (status: number, json: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ RequestId: randomUUID(), ...json }));
    };
    try {
      if (!isSignedByVendorRules({ method: request.method ?? '', target, headers, body }, keys)) {
        throw new Refusal(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
      }
      if (headers['x-acs-version'] !== '2019-09-10')
        throw new Refusal(400, 'InvalidVersion', 'Specified version is not valid.');
      if (throttled-- > 0) throw new Refusal(400, 'Throttling.User', 'Request was denied due to user flow control.');
      const action = headers['x-acs-action'] ?? '';
      actions.push(action);
      const query: Query = new Map(new URL(target, 'http://ros').searchParams);
      if (query.get('RegionId') !== 'cn-hangzhou') throw new Refusal(400, 'MissingRegionId', 'RegionId is mandatory.');
      const json = await carryOut(action, query, new Map(new URLSearchParams(body)));
      if (lost === action) {
        lost = undefined;
        request.socket.destroy();
        return;
      }
      answer(200, Object(json));
    } catch (error) {
      if (error instanceof Refusal)
        answer(error.status, { Code: error.code, Message: error.message, HostId: 'ros.aliyuncs.com' });
      else answer(500, { Code: 'InternalError', Message: String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stacks,
    actions,
    failAt: (resource, reason) => {
      failure = { resource, reason };
    },
    stall: (now) => {
      isStalled = now;
    },
    throttle: (requests) => {
      throttled = requests;
    },
    loseAnswerOf: (action) => {
      lost = action;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parametersOf(query: Query): ReadonlyMap<string, string> {
  return new Map(
    [...query].flatMap(([name, value]) => {
      const index = /^Parameters\.(\d+)\.ParameterKey$/.exec(name)?.[1];
      return index === undefined ? [] : [[value, query.get(`Parameters.${index}.ParameterValue`) ?? ''] as const];
    }),
  );
}

function viewOf(stack: FakeStack): object {
  const isBusy = stack.status.endsWith('_IN_PROGRESS');
  const values = [...stack.parameters].map(([name, value]) => [name, name === 'Token' ? '****' : value] as const);
  const pseudo = [
    ['ALIYUN::Region', 'cn-hangzhou'],
    ['ALIYUN::TenantId', '1234567890123456'],
  ] as const;
  return {
    StackId: stack.id,
    StackName: stack.name,
    Status: stack.status,
    StatusReason: stack.reason,
    ...(stack.updatedAt === '' ? {} : { UpdateTime: stack.updatedAt }),
    Parameters: [...values, ...pseudo].map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Outputs: isBusy ? [] : [{ OutputKey: 'Url', OutputValue: 'https://a.cn-hangzhou.fcapp.run', Description: 'd' }],
    ResourceProgress: { TotalResourceCount: 24, SuccessResourceCount: isBusy ? 24 - 8 * (stack.reads + 1) : 24 },
  };
}
