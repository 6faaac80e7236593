import { crc64Ecma } from '../../bucket/crc64-ecma.ts';
import { FUNCTION_NAMES } from '../../deploy/deployment.ts';
import { rulesDigest } from '../../handlers/function/rules/rules-digest.ts';
import { askRules } from '../options/deployment-api.ts';
import type { DoctorContext } from './doctor-context.ts';
import { finding, findingsOr, type Outcome, ok, unknown } from './verdict.ts';

/** The functions exist, can run, and serve the bucket. */
export async function checkFunctions({ deployment, store }: DoctorContext): Promise<readonly Outcome[]> {
  const found: Outcome[] = [];
  for (const id of FUNCTION_NAMES) {
    const name = deployment.nameOf(id);
    const one = await deployment.functionOf(id);
    if (one === undefined) {
      found.push(
        finding(`there is no function ${name}`, 'deploy it (autoalias deploy), or name the deployment with --name'),
      );
      continue;
    }
    const { state, lastUpdateStatus, environmentVariables } = one;
    if (state === 'Failed' || state === 'Inactive') {
      found.push(
        finding(`${name} cannot run: its state is ${state}: ${one.stateReason ?? 'no reason'}`, 'deploy again'),
      );
    }
    if (lastUpdateStatus === 'Failed') {
      found.push(
        finding(`the last update of ${name} failed: ${one.lastUpdateStatusReason ?? 'no reason'}`, 'deploy again'),
      );
    }
    const buckets = (environmentVariables?.OSS_BUCKET ?? '').split(',').map((bucket) => bucket.trim());
    if (!buckets.includes(store.bucket)) {
      found.push(
        finding(
          `${name} serves ${buckets.join(', ') || 'no bucket'}, not ${store.bucket}: it skips its events`,
          `name the right --bucket, or deploy for ${store.bucket}`,
        ),
      );
    }
  }
  return findingsOr(found, ok('all three functions exist and serve the bucket'));
}

const DEPLOY = 'deploy them (autoalias deploy), or name the rules of the deployment with --rules';

/** The rules that run are those in hand: by the API, else by the code of a function. */
export async function checkRules(context: DoctorContext): Promise<readonly Outcome[]> {
  const { api, rules, deployment, code } = context;
  if (api !== undefined) {
    const deployed = await askRules(api);
    if (rulesDigest(deployed.text) === rules.digest) return [ok(`the functions follow ${rules.source}`)];
    return [finding(`the functions follow ${deployed.source}, which differs from ${rules.source}`, DEPLOY)];
  }
  const checksum = (await deployment.functionOf('object-events'))?.codeChecksum;
  if (checksum === undefined || checksum === null) {
    return [unknown('no API is named (--api), and Function Compute does not say which code runs')];
  }
  const crc = crc64Ecma();
  crc.update(code().zip);
  if (crc.digest() === checksum) return [ok(`the functions run the code that ${rules.source} makes`)];
  return [
    finding(
      `the functions run other code than ${rules.source} makes with this version of autoalias`,
      `${DEPLOY}; --api compares only the rules`,
    ),
  ];
}
