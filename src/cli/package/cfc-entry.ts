import { CFC_EXPORTS } from '../../deploy/baidu/cfc-functions.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../deploy/deployment.ts';

/** The bundle of a function for CFC. */
export function cfcBundle(id: FunctionName): string {
  return `cfc-${id}.mjs`;
}

/**
 * The text of `index.js`. The handler of a function on CFC is a file and an export of it, and all samples are CommonJS (CFC,
 * page 2kd04huys), so this file passes each call to an ES module. If the module cannot be loaded, the call fails at once
 * with the reason: a function that never calls back would run into its timeout.
 */
export function cfcEntry(): string {
  const handlers = FUNCTION_NAMES.map((id) => `exports.${CFC_EXPORTS[id]} = handOver('${cfcBundle(id)}');\n`);
  return `'use strict';

const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const handOver = (file) => {
  const url = pathToFileURL(join(__dirname, file)).href;
  return (event, context, callback) => {
    import(url)
      .then(({ handler }) => handler(event, context, callback))
      .catch((error) => callback(error));
  };
};

${handlers.join('')}`;
}
