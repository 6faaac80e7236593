import { randomUUID } from 'node:crypto';
import type { UnverifiedChoices } from '../../../bucket/unverified-choices.ts';
import { httpDate } from '../../server/answer/times.ts';
import type { AuthorizedRequest, Face, ReadRequest } from '../../server/face.ts';
import { routeFinder } from '../../server/find-route.ts';
import type { StoreParts } from '../../server/store-parts.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { faultAnswer } from '../answer/fault-answer.ts';
import { notEmulated, notImplemented } from '../answer/not-emulated.ts';
import { requestRefusal } from '../answer/request-refusal.ts';
import { verifyRequest } from '../auth/verify-request.ts';
import { bosAddress } from './bos-address.ts';
import { routes } from './routes.ts';

/** The protocol of BOS. */
export function bosFace(choices: UnverifiedChoices): Face {
  return {
    headerPrefix: 'x-bce-',
    documentType: 'application/json; charset=utf-8',
    newRequestId: randomUUID,
    commonHeaders: ({ requestId, now }) => ({
      server: 'BceBos',
      date: httpDate(now),
      'x-bce-request-id': requestId,
    }),
    refusal: requestRefusal,
    faultAnswer: (error, about) => faultAnswer(error, about, choices),
    authorize,
    route: routeFinder({
      routes,
      notEmulated,
      notImplemented: (row) => notImplemented(row),
      notAllowed: ({ asked, level }) =>
        new BosFault('MethodNotAllowed', {
          message: `The specified method is not allowed against this resource: ${asked} at the level of the ${level}.`,
        }),
    }),
  };
}

function authorize(request: ReadRequest, { engine, credentials, now }: StoreParts): AuthorizedRequest {
  const address = bosAddress({
    ...request,
    bucketExists: (bucket) => engine.listBuckets().some(({ name }) => name === bucket),
  });
  const unsignedHeaders = engine.choices.bosUnsignedHeaders;
  return { ...address, signed: verifyRequest(request, { credentials, now: now(), unsignedHeaders }) };
}
