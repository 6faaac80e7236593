import * as z from 'zod';
import { BAIDU_FORMS } from '../../deploy/baidu/print-baidu.ts';
import { DEPLOYMENT_FORMS } from '../../deploy/print/printers.ts';

/** The JSON output of `deploy`. */
export const printedDeployment = z.strictObject({
  form: z.enum([...DEPLOYMENT_FORMS, ...BAIDU_FORMS]),
  rules: z.strictObject({ source: z.string(), digest: z.string() }),
  notes: z.array(z.string()),
  text: z.string().describe('What the command prints without --json.'),
  documents: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['role-policy', 'trust', 'people-policy', 'policy']),
        name: z.string(),
        description: z.string(),
        document: z.unknown(),
      }),
    )
    .optional()
    .describe('The policies, with --print ram or iam.'),
});
