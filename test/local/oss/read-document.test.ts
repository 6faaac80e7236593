import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readDocument } from '../../../src/local/oss/read-document.ts';
import { ossCall } from './oss-call-fixture.ts';

const schema = z.object({ A: z.object({ B: z.string() }) });
const read = (text: string, headers = {}, limit?: number) => readDocument(ossCall({ text, headers }), schema, limit);

describe('text comes out as it was written', () => {
  test.each([
    ['<A><B>x</B></A>', 'x'],
    ['<?xml version="1.0" encoding="UTF-8"?>\n<A xmlns="urn:x">\n <B>x</B>\n</A>\n', 'x'],
    ['<A><B> 007 </B></A>', ' 007 '],
    ['<A><B>true</B></A>', 'true'],
    ['<A><B/></A>', ''],
    ['<A><B>&lt;&amp;amp;&#10;&#x76EE;</B></A>', '<&amp;\n目'],
    ['<A><B><![CDATA[<x>]]></B></A>', '<x>'],
    ['<A><B>目 😀</B></A>', '目 😀'],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual({ A: { B: expected } });
  });
});

describe('is refused as MalformedXML', () => {
  test.each([
    ['', 'Start tag expected'],
    ['no xml', 'line 1'],
    ['<A><B>', 'line 1'],
    ['<A><B></A></B>', 'line 1'],
    ['<C/>', 'A: '],
    ['<A><C/></A>', 'A.B: '],
    ['<!DOCTYPE A [<!ENTITY e "eee">]><A><B>&e;</B></A>', 'document type'],
    ['<A><__proto__>x</__proto__></A>', '__proto__'],
  ])('%s', async (text, why) => {
    await expect(read(text)).rejects.toMatchObject({
      ossCode: 'MalformedXML',
      status: 400,
      message: expect.stringContaining(why),
    });
  });

  test('a document beyond the limit', async () => {
    await expect(read('<A><B>xxxxxxxx</B></A>', {}, 10)).rejects.toThrow('longer than 10 bytes');
  });
});

test('a digest is held against the bytes', async () => {
  const text = '<A><B>x</B></A>';
  const md5 = (of: string) => createHash('md5').update(of).digest('base64');
  expect(await read(text, { 'content-md5': md5(text) })).toEqual({ A: { B: 'x' } });
  await expect(read(text, { 'content-md5': md5('other') })).rejects.toMatchObject({ ossCode: 'InvalidDigest' });
});
