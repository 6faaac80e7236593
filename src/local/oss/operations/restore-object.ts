import * as z from 'zod';
import type { StoreOperation } from '../../server/store-call.ts';
import { versionHeader } from '../answer/object-headers.ts';
import { onObject } from '../request/on-object.ts';
import { readOptionalDocument } from '../request/read-document.ts';

const days = z
  .string()
  .trim()
  .regex(/^\d{1,9}$/, { error: 'is not a whole number' })
  .transform(Number);

const restoreRequest = z.object({
  RestoreRequest: z.union([
    z.object({
      Days: days.optional(),
      JobParameters: z.object({ Tier: z.string({ error: 'is missing' }).trim() }).optional(),
    }),
    z
      .string()
      .regex(/^\s*$/)
      .transform(() => ({ Days: undefined, JobParameters: undefined })),
  ]),
});

/** RestoreObject. 202 if it starts a restoration, 200 if the object can be read and stays readable for longer. */
export const restoreObject: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  const document = await readOptionalDocument(call, restoreRequest);
  const { Days, JobParameters } = document?.RestoreRequest ?? {};
  const { restored, priority, versionId } = await commit(() =>
    engine.restoreObject({
      ...on,
      ...(Days === undefined ? {} : { days: Days }),
      ...(JobParameters === undefined ? {} : { tier: JobParameters.Tier }),
    }),
  );
  return {
    status: restored ? 200 : 202,
    headers: { 'x-oss-object-restore-priority': priority, ...versionHeader(versionId) },
  };
};
