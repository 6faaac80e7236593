import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** How the classes of a package name a property, and what converts its value. */
interface ConvertedProperty {
  /** The name in the classes: `ttl` for `TTL`, `identity` for the `Id` of a target. */
  readonly key: string;
  /** The converter of the value or of its items. Undefined for values without properties of their own. */
  readonly nested: string | undefined;
}

/** The properties of a converter, by their names in a template. */
export type Converter = ReadonlyMap<string, ConvertedProperty>;

const require = createRequire(import.meta.url);

/** The converters of a package of the ROS CDK, by name. They are the only place that names both forms of a property. */
export function readConverters(service: string): ReadonlyMap<string, Converter> {
  const main = require.resolve(`@alicloud/ros-cdk-${service}`);
  const source = readFileSync(main.replace(/index\.js$/, `${service}.generated.js`), 'utf8');
  const functions = source.matchAll(
    /^function (ros\w+)ToRosTemplate\(properties[\s\S]*?^ {4}return \{\n([\s\S]*?)^ {4}\};/gm,
  );
  return new Map([...functions].map(([, name = '', body = '']) => [name, propertiesIn(body)]));
}

/** Lines like `'QueryList': ros.listMapper(rosAlertQueryListPropertyToRosTemplate)(properties.queryList),`. */
function propertiesIn(body: string): Converter {
  const lines = body.matchAll(/^ *'?(\w+)'?: (.*)\(properties\.(\w+)\),?$/gm);
  return new Map(
    [...lines].map(([, name = '', converter = '', key = '']) => [
      name,
      { key, nested: /(ros[A-Z]\w+)ToRosTemplate/.exec(converter)?.[1] },
    ]),
  );
}
