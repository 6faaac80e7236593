import { createRequire } from 'node:module';

/** Its types refer to those of browsers, which would change the types of every file of the project. */
const hcl: { readonly parse: (name: string, text: string) => Promise<unknown> } = createRequire(import.meta.url)(
  '@cdktf/hcl2json',
);

/** Parses HCL into JSON. Expressions become texts. */
export function parseHcl(text: string): Promise<unknown> {
  return hcl.parse('main.tf', text);
}
