import * as v from 'valibot';
import { defined } from '../../../defined.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import type { FunctionContext } from '../function-context.ts';

/** A field of the wrong type counts as absent, because no page describes the context. */
const text = v.fallback(v.optional(v.pipe(v.string(), v.minLength(1))), undefined);

const credentialsSchema = v.fallback(
  v.optional(
    v.object({
      accessKeyId: text,
      accessKey: text,
      secretAccessKey: text,
      accessKeySecret: text,
      secretKey: text,
      sessionToken: text,
      securityToken: text,
    }),
  ),
  undefined,
);

const schema = v.fallback(
  v.object({
    requestId: text,
    requestid: text,
    functionBrn: text,
    functionName: text,
    credential: credentialsSchema,
    credentials: credentialsSchema,
  }),
  {},
);

/**
 * Reads the context of an invocation on CFC. Never throws.
 *
 * The page of the Node.js runtime (2kd04huys) says only that the context is an object. The names are those of the Java runtime
 * (`FaasContext` in com.baidubce.faas.core: request id, function BRN, function name, credential), of the engine
 * (baidu/EasyFaaS pkg/controller/rtctrl/type.go: `requestid`, `accessKey`, `secretKey`, `securityToken`) and of the
 * credentials in events. Unverified for Node.js, so every field is optional.
 */
export function readCfcContext(context: unknown): FunctionContext {
  const { requestId, requestid, functionBrn, functionName, credential, credentials } = v.parse(schema, context);
  const [, , , region, accountId, , nameInBrn] = functionBrn?.split(':') ?? [];
  return {
    requestId: requestId ?? requestid ?? '',
    region,
    accountId,
    functionName: functionName ?? nameInBrn,
    timeout: undefined,
    credentials: keyPairOf(credentials) ?? keyPairOf(credential),
  };
}

/** The region in the name of a function: `bj` in `brn:bce:cfc:bj:<account>:function:<name>:$LATEST`. */
export function regionOfBrn(brn: string | undefined): string | undefined {
  return readCfcContext({ functionBrn: brn }).region;
}

/** Credentials under any of the names that services of Baidu use. Undefined unless both halves of the key pair are there. */
export function keyPairOf(value: unknown): Credentials | undefined {
  const fields = v.parse(credentialsSchema, value) ?? {};
  const accessKeyId = fields.accessKeyId ?? fields.accessKey;
  const accessKeySecret = fields.secretAccessKey ?? fields.accessKeySecret ?? fields.secretKey;
  if (accessKeyId === undefined || accessKeySecret === undefined) return undefined;
  return { accessKeyId, accessKeySecret, ...defined({ securityToken: fields.sessionToken ?? fields.securityToken }) };
}
