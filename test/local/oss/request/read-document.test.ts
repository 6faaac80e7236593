import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readDocument, readOptionalDocument } from '../../../../src/local/oss/request/read-document.ts';
import { ossCall } from '../oss-call-fixture.ts';

const schema = z.object({ A: z.object({ B: z.string() }) });

function read(text: string, headers = {}, limit?: number) {
  return readDocument(ossCall({ text, headers }), schema, limit);
}

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
    // A reader that drops what XML 1.0 cannot hold would have another object deleted than the one that was named.
    ['<A><B>&#0;x&#1;</B></A>', '\u0000x\u0001'],
    ['<o:A xmlns:o="urn:x"><o:B>x</o:B></o:A>', 'x'],
    ['<A><B>a<!-- b -->c</B></A>', 'ac'],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual({ A: { B: expected } });
  });
});

describe('is refused as MalformedXML', () => {
  test.each([
    ['', 'an element was expected'],
    ['no xml', 'at character 0'],
    ['<A><B>', '<B> is not closed'],
    ['<A><B></A></B>', '<B> is not closed'],
    ['<A><B>x</B><B>y</B></A>', 'A.B: '],
    ['<A><B>x<C/></B></A>', 'A.B: '],
    ['<A><B>&e;</B></A>', 'does not begin'],
    ['<A><B>&#xD800;</B></A>', 'not a character'],
    ['<A><B>&#x110000;</B></A>', 'not a character'],
    ['<C/>', 'A: '],
    ['<A><C/></A>', 'A.B: '],
    ['<!DOCTYPE A [<!ENTITY e "eee">]><A><B>&e;</B></A>', 'document type'],
    ['<A><__proto__><B>x</B></__proto__></A>', 'A.B: '],
    ['<A><constructor/></A>', 'A.B: '],
  ])('%s', async (text, why) => {
    await expect(read(text)).rejects.toMatchObject({
      ossCode: 'MalformedXML',
      status: 400,
      message: expect.stringContaining(why),
    });
  });

  test.each([
    ['<', 'an element was expected'],
    ['<A>', 'nested elements'],
    ['<A><![CDATA[', 'is not closed'],
  ])('%s over and over', async (start, why) => {
    await expect(read(start.repeat(20_000))).rejects.toThrow(why);
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

describe('an optional document', () => {
  const optional = (text: string, headers = {}) => readOptionalDocument(ossCall({ text, headers }), schema);
  test('is undefined for an empty body, whose Content-MD5 is checked', async () => {
    expect(await optional('')).toBeUndefined();
    expect(await optional('', { 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' })).toBeUndefined();
    await expect(optional('', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toThrow('Content-MD5');
  });

  test('is read if there is a body', async () => {
    expect(await optional('<A><B>x</B></A>')).toEqual({ A: { B: 'x' } });
    await expect(optional(' ')).rejects.toThrow('an element was expected');
  });
});
