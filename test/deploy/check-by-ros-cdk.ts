import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as ros from '@alicloud/ros-cdk-core';
import * as fc3 from '@alicloud/ros-cdk-fc3';
import * as ram from '@alicloud/ros-cdk-ram';
import * as sls from '@alicloud/ros-cdk-sls';

type Properties = Readonly<Record<string, unknown>>;
type ResourceClass = new (scope: ros.Construct, id: string, properties: Properties, check: boolean) => unknown;

const services: Readonly<Record<string, object>> = { FC3: fc3, RAM: ram, SLS: sls };

/** Maps whose keys are the user's or another API's, not properties of ROS. */
const freeMaps: ReadonlySet<string> = new Set(['TriggerConfig', 'EnvironmentVariables', 'Condition']);

function isIntrinsic(value: object): boolean {
  const [name, ...more] = Object.keys(value);
  return name !== undefined && more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

/**
 * Property names of the template become those of the classes. Intrinsics become tokens, which pass every type check.
 */
function toClassProperty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toClassProperty);
  if (typeof value !== 'object' || value === null) return value;
  return isIntrinsic(value) ? ros.Token.asAny(value) : toClassProperties(value);
}

function toClassProperties(value: object): Properties {
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      // `Name` is `name` in the classes, and `TTL` is `ttl`.
      name.replace(/^(?:[A-Z]+$|[A-Z])/, (start) => start.toLowerCase()),
      freeMaps.has(name) ? one : toClassProperty(one),
    ]),
  );
}

function differences(wanted: unknown, got: unknown, path: string): string[] {
  if (isDeepStrictEqual(wanted, got)) return [];
  if (typeof wanted !== 'object' || wanted === null || typeof got !== 'object' || got === null) {
    return [got === undefined ? `${path}: no such property` : `${path}: came back as ${JSON.stringify(got)}`];
  }
  return Object.entries(wanted).flatMap(([name, one]) => differences(one, Reflect.get(got, name), `${path}.${name}`));
}

function synthesise(Class: ResourceClass, properties: Properties): unknown {
  const outdir = mkdtempSync(join(tmpdir(), 'ros-'));
  try {
    const app = new ros.App({ outdir });
    const stack = new ros.Stack(app, 'checked');
    // The classes validate only with `true`.
    new Class(stack, 'resource', toClassProperties(properties), true);
    return app.synth().stacks[0]?.template.Resources.resource;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/**
 * Checks a resource against the vendor's classes. They throw for wrong types and for missing or out-of-range
 * properties. They drop unknown properties without an error, so the output is compared with the input.
 */
export function checkByRosCdk(type: string, properties: Properties): string[] {
  const [, service = '', kind = ''] = type.split('::');
  const Class: unknown = Reflect.get(services[service] ?? {}, `Ros${kind}`);
  if (typeof Class !== 'function') return [`${type}: no such resource type`];
  try {
    const got = synthesise(Class as ResourceClass, properties);
    return differences({ Type: type, Properties: properties }, got, type);
  } catch (cause) {
    return [`${type}: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
}
