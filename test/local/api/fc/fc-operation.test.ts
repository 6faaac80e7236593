import { describe, expect, test } from 'vitest';
import { checkQualifier, findOperation } from '../../../../src/local/api/fc/fc-operation.ts';
import { parsed } from './fc-fixture.ts';

const V2 = '/2016-08-15/services/s.LATEST';
const V3 = '/2023-03-30';

describe('findOperation', () => {
  test.each([
    ['POST', `${V3}/functions/f/invocations`, { name: 'InvokeFunction', functionName: 'f', qualifier: 'LATEST' }],
    ['POST', `${V3}/functions/f/invocations?qualifier=3`, { name: 'InvokeFunction', qualifier: '3' }],
    ['GET', `${V3}/functions?limit=2`, { name: 'ListFunctions', functionName: '' }],
    ['GET', `${V3}/functions/f`, { name: 'GetFunction', functionName: 'f' }],
    ['GET', `${V3}/functions/functions`, { name: 'GetFunction', functionName: 'functions' }],
    ['GET', `${V3}/functions/f/triggers`, { name: 'ListTriggers', functionName: 'f' }],
    ['GET', `${V3}/functions/f/triggers/t`, { name: 'GetTrigger', functionName: 'f', item: 't' }],
    ['GET', `${V3}/functions/f/async-invoke-config`, { name: 'GetAsyncInvokeConfig', functionName: 'f' }],
    ['PUT', `${V3}/functions/f/async-invoke-config`, { name: 'PutAsyncInvokeConfig', functionName: 'f' }],
    ['GET', `${V3}/async-invoke-configs`, { name: 'ListAsyncInvokeConfigs', functionName: '' }],
    ['GET', `${V3}/functions/f/async-tasks`, { name: 'ListAsyncTasks', functionName: 'f' }],
    ['GET', `${V3}/functions/f/async-tasks/t`, { name: 'GetAsyncTask', item: 't' }],
    ['PUT', `${V3}/functions/f/async-tasks/t/stop`, { name: 'StopAsyncTask', item: 't' }],
    ['POST', `${V2}/functions/f/invocations`, { name: 'InvokeFunction', serviceName: 's', qualifier: 'LATEST' }],
    ['POST', '/2016-08-15/services/other/functions/f/invocations', { serviceName: 'other', qualifier: 'LATEST' }],
    ['POST', '/2016-08-15/services/s.7/functions/f/invocations', { serviceName: 's', qualifier: '7' }],
    ['GET', `${V2}/functions`, { name: 'ListFunctions' }],
    ['GET', `${V2}/functions/f/async-invoke-configs`, { name: 'ListAsyncInvokeConfigs', functionName: 'f' }],
  ])('%s %s', (method, target, operation) => {
    expect(findOperation(parsed({ method, target }))).toMatchObject(operation);
  });

  test.each([
    ['GET', `${V3}/functions/f/invocations`, 'PathNotSupported'],
    ['DELETE', `${V3}/functions/f`, 'PathNotSupported'],
    ['POST', `${V3}/functions`, 'PathNotSupported'],
    ['GET', `${V3}/functions/`, 'PathNotSupported'],
    ['GET', `${V3}/`, 'PathNotSupported'],
    ['POST', `${V3}/functions/f/invocations/more`, 'PathNotSupported'],
    ['GET', `${V3}/services/s/functions`, 'PathNotSupported'],
    ['GET', '/2016-08-15/functions', 'PathNotSupported'],
    ['GET', '/2016-08-15/services', 'PathNotSupported'],
    ['POST', '/2016-08-15/services/s.1.2/functions/f/invocations', 'ServiceNotFound'],
    ['POST', '/2016-08-15/services/.LATEST/functions/f/invocations', 'ServiceNotFound'],
    ['POST', '/2016-08-15/services/9s/functions/f/invocations', 'ServiceNotFound'],
  ])('%s %s is refused: %s', (method, target, code) => {
    expect(() => findOperation(parsed({ method, target }))).toThrow(expect.objectContaining({ code }));
  });
});

describe('checkQualifier', () => {
  const operation = { name: 'GetFunction', functionName: 'f', item: '' } as const;

  test('accepts LATEST', () => {
    expect(() => checkQualifier({ ...operation, qualifier: 'LATEST' })).not.toThrow();
  });

  test.each([
    [{ qualifier: '1' }, 'VersionNotFound', "version '1' of function 'f' does not exist"],
    [{ qualifier: 'prod' }, 'AliasNotFound', "alias 'prod' of function 'f' does not exist"],
    [{ qualifier: 'latest' }, 'AliasNotFound', "alias 'latest' of function 'f' does not exist"],
    [{ qualifier: '' }, 'AliasNotFound', "alias '' of function 'f' does not exist"],
    [{ qualifier: '1', serviceName: 's' }, 'VersionNotFound', "version '1' of service 's' does not exist"],
  ])('%j: %s', (fields, code, message) => {
    expect(() => checkQualifier({ ...operation, ...fields })).toThrow(expect.objectContaining({ code, message }));
  });
});
