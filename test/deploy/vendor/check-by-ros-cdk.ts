import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as cms from '@alicloud/ros-cdk-cms';
import * as ros from '@alicloud/ros-cdk-core';
import * as eventbridge from '@alicloud/ros-cdk-eventbridge';
import * as fc3 from '@alicloud/ros-cdk-fc3';
import * as ram from '@alicloud/ros-cdk-ram';
import * as sls from '@alicloud/ros-cdk-sls';
import { type Converter, readConverters } from './ros-converters.ts';

type Properties = Readonly<Record<string, unknown>>;
type ResourceClass = new (scope: ros.Construct, id: string, properties: Properties, check: boolean) => unknown;

interface Service {
  readonly classes: object;
  readonly converters: ReadonlyMap<string, Converter>;
}

const services: Readonly<Record<string, Service>> = {
  CMS: { classes: cms, converters: readConverters('cms') },
  EventBridge: { classes: eventbridge, converters: readConverters('eventbridge') },
  FC3: { classes: fc3, converters: readConverters('fc3') },
  RAM: { classes: ram, converters: readConverters('ram') },
  SLS: { classes: sls, converters: readConverters('sls') },
};

function isIntrinsic(value: object): boolean {
  const [name, ...more] = Object.keys(value);
  return name !== undefined && more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

/**
 * The value as the classes take it: with their property names where a converter names them, and unchanged in maps whose
 * keys are the user's. Intrinsics become tokens, which pass every type check.
 */
function toClassValue(value: unknown, converter: string | undefined, service: Service): unknown {
  if (Array.isArray(value)) return value.map((one) => toClassValue(one, converter, service));
  if (typeof value !== 'object' || value === null) return value;
  if (isIntrinsic(value)) return ros.Token.asAny(value);
  const known = converter === undefined ? undefined : service.converters.get(converter);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const property = known?.get(name);
      // A property that the converter does not know keeps its name. The classes drop it, and the comparison finds that.
      return [property?.key ?? name, toClassValue(one, property?.nested, service)];
    }),
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
    new Class(stack, 'resource', properties, true);
    return app.synth().stacks[0]?.template.Resources.resource;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/**
 * Checks a resource against the vendor's classes. They throw for wrong types and for missing or out-of-range
 * properties. They drop unknown properties without an error, so the output is compared with the input.
 */
export function checkByRosCdk(type: string, properties: Properties): readonly string[] {
  // Templates of different rules share most resources, and a check takes a second.
  const id = JSON.stringify([type, properties]);
  const problems = checked.get(id) ?? problemsOf(type, properties);
  checked.set(id, problems);
  return problems;
}

const checked = new Map<string, readonly string[]>();

function problemsOf(type: string, properties: Properties): readonly string[] {
  const [, name = '', kind = ''] = type.split('::');
  const service = services[name];
  const Class: unknown = Reflect.get(service?.classes ?? {}, `Ros${kind}`);
  if (service === undefined || typeof Class !== 'function') return [`${type}: no such resource type`];
  try {
    const given = toClassValue(properties, `ros${kind}Props`, service);
    const got = synthesise(Class as ResourceClass, given as Properties);
    return differences({ Type: type, Properties: properties }, got, type);
  } catch (cause) {
    return [`${type}: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
}
