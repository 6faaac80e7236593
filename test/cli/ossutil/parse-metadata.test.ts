import { expect, test } from 'vitest';
import { parseMetadata } from '../../../src/cli/ossutil/parse-metadata.ts';

test.each<[texts: string[], metadata: Record<string, string>]>([
  [[], {}],
  [['user=jack'], { user: 'jack' }],
  [['user=jack,email=ja@test.com', 'address=china'], { user: 'jack', email: 'ja@test.com', address: 'china' }],
  [['User=Jack'], { user: 'Jack' }],
  [['a=1', 'A=2'], { a: '2' }],
  [['a='], { a: '' }],
  [['a=b=c'], { a: 'b=c' }],
  [['"a=b,c",d=e'], { a: 'b,c', d: 'e' }],
  [['"a=say ""hi"""'], { a: 'say "hi"' }],
  [['a=say "hi"'], { a: 'say "hi"' }],
])('%j', (texts, metadata) => {
  expect(parseMetadata(texts)).toEqual(metadata);
});

test.each<[texts: string[], message: string]>([
  [[''], '--meta "": "" is not name=value; write name=value,name=value'],
  [['user'], '--meta "user": "user" is not name=value; write name=value,name=value'],
  [['=x'], '--meta "=x": "=x" is not name=value; write name=value,name=value'],
  [['a=b,c'], '--meta "a=b,c": "c" is not name=value; write name=value,name=value'],
  [['a=b,,c=d'], '--meta "a=b,,c=d": "" is not name=value; write name=value,name=value'],
  [
    ['"a=b'],
    '--meta "\\"a=b": a quote is not closed, or is followed by something other than a comma; write name=value,name=value',
  ],
  [
    ['"a=b"c'],
    '--meta "\\"a=b\\"c": a quote is not closed, or is followed by something other than a comma; write name=value,name=value',
  ],
])('%j is malformed', (texts, message) => {
  expect(() => parseMetadata(texts)).toThrow(expect.objectContaining({ code: 'usage', message }));
});
