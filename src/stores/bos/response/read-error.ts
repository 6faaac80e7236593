import * as v from 'valibot';
import { errorDocument } from '../../../bce-wire/bce-documents.ts';
import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import { defined } from '../../../defined.ts';
import type { HttpResponse } from '../../http/http-message.ts';
import type { WireError } from '../../http/store-failure.ts';

/**
 * Reads an error answer from its JSON body. An answer to HEAD has no body, and no source says where its code is. If the body
 * is not an error document, such as the page of a proxy, only the status is known.
 */
export function readBosError({ status, headers, body }: Omit<HttpResponse, 'header'>): WireError {
  const document = documentOf(body);
  return {
    status,
    ...defined({
      code: shown(document?.code),
      message: shown(document?.message),
      requestId: headers[BCE_HEADERS.requestId] ?? shown(document?.requestId),
    }),
  };
}

function documentOf(body: string) {
  try {
    return v.parse(errorDocument, JSON.parse(body));
  } catch {
    return undefined; // not an error document: the status says enough
  }
}

/** Texts appear in messages and logs, so a server must not decide their length. */
function shown(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text.slice(0, 1000);
}
