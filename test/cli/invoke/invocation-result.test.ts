import { describe, expect, test } from 'vitest';
import { invocationResult } from '../../../src/cli/invoke/invocation-result.ts';
import { OUTPUT_SCHEMAS } from '../../../src/cli/output/output-schemas.ts';

const LOG = Buffer.from('start\nend\n').toString('base64');
const headers = { 'x-fc-request-id': 'r', 'x-fc-invocation-duration': '7', 'x-fc-log-result': LOG };
const invoked = { functionName: 'sweep', isAsync: false, isHttp: false, showsLog: false };

function result(body: string, more: Readonly<Record<string, string>> = {}, changes: Partial<typeof invoked> = {}) {
  const shown = invocationResult(
    { headers: { ...headers, ...more }, body: Buffer.from(body) },
    { ...invoked, ...changes },
  );
  expect(() => OUTPUT_SCHEMAS.invoke.parse(shown.json)).not.toThrow();
  return shown;
}

describe('invocationResult', () => {
  test('shows the value', () => {
    expect(result('{"a":1}')).toEqual({
      exitCode: 0,
      json: {
        function: 'sweep',
        requestId: 'r',
        queued: false,
        milliseconds: 7,
        result: { a: 1 },
        log: 'start\nend\n',
        functionError: null,
      },
      lines: ['sweep: request r, 7 ms', '{"a":1}'],
    });
  });

  test.each([
    ['a text', 'plain', ['plain']],
    ['several lines', 'a\nb\n', ['a', 'b']],
    ['nothing', '', ['']],
  ])('shows %s', (_, body, lines) => {
    expect(result(body).lines.slice(1)).toEqual(lines);
  });

  test('shows the log if it is asked for', () => {
    expect(result('1', {}, { showsLog: true }).lines).toEqual(['sweep: request r, 7 ms', '1', '', 'start', 'end']);
  });

  test('shows an error of the function with its log', () => {
    const error = { errorType: 'RangeError', errorMessage: 'too far', stackTrace: ['RangeError: too far', '  at x'] };
    const shown = result(JSON.stringify(error), { 'x-fc-error-type': 'HandledInvocationError' });
    expect(shown.exitCode).toBe(1);
    expect(shown.lines).toEqual([
      'sweep: request r, 7 ms, failed with HandledInvocationError',
      'RangeError: too far',
      '  at x',
      '',
      'start',
      'end',
    ]);
    expect(shown.json).toMatchObject({
      result: null,
      functionError: { kind: 'HandledInvocationError', type: 'RangeError', message: 'too far' },
    });
  });

  test.each(['', 'crashed', '[]', '{"errorType":1}'])('shows an error of another form: %j', (body) => {
    const shown = result(body, { 'x-fc-error-type': 'UnhandledInvocationError' });
    expect([shown.exitCode, shown.lines[1]]).toEqual([1, `unknown: ${body}`]);
  });

  test.each([
    [200, 0],
    [399, 0],
    [400, 1],
    [503, 1],
  ])('an HTTP answer with %d: exit code %d', (statusCode, exitCode) => {
    const shown = result(JSON.stringify({ statusCode, body: 'x' }), {}, { isHttp: true });
    expect([shown.exitCode, shown.lines[1]]).toEqual([exitCode, `${statusCode} x`]);
  });

  test('a queued event has no value', () => {
    const shown = result('', {}, { isAsync: true });
    expect([shown.exitCode, shown.lines]).toEqual([0, ['sweep: request r, queued']]);
    expect(shown.json).toMatchObject({ queued: true, result: null });
  });

  test('an answer without headers', () => {
    const shown = invocationResult({ headers: {}, body: Buffer.from('1') }, { ...invoked, showsLog: true });
    expect(shown.lines).toEqual(['sweep: request (unknown)', '1', '']);
    expect(shown.json).toMatchObject({ requestId: null, milliseconds: null, log: null });
  });
});
