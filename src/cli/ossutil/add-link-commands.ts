import type { Command } from 'commander';
import type { CommandRegistry, JsonFlag } from '../command-registry.ts';
import type { CommandResult } from '../command-result.ts';
import { type GetSymlinkFlags, getSymlink } from '../commands/links/get-symlink.ts';
import { type PutSymlinkFlags, putSymlink } from '../commands/links/put-symlink.ts';
import { type LinkFlags, type LinkStyle, withAddress } from './ask-link.ts';
import { addOssutilOptions, type LinkCommand } from './ossutil-options.ts';

/** `put-symlink` and `get-symlink`, and the same below `api`, for scripts written for ossutil. */
export function addLinkCommands(registry: CommandRegistry): void {
  addBoth(registry, registry.add, 'program');
  const api = registry.add('api', 'the same commands by their names in ossutil, with its output and exit codes');
  addBoth(registry, (name, description) => api.command(name).description(description), 'ossutil');
}

function addBoth({ io, finish }: CommandRegistry, add: CommandRegistry['add'], style: LinkStyle): void {
  const command = (name: LinkCommand, description: string): Command => {
    const added = addOssutilOptions(add(name, description), name);
    // ossutil has no arguments there.
    return style === 'ossutil' ? added : added.argument('[address]', 'oss://bucket/key or bos://bucket/key');
  };
  const run = <F extends LinkFlags>(
    added: Command,
    work: (flags: F, io: CommandRegistry['io'], style: LinkStyle) => Promise<CommandResult>,
  ): void => {
    added.action(async () => {
      const flags = withAddress(added.args[0], added.opts<F & JsonFlag>());
      finish(await work(flags, io, style), flags);
    });
  };
  run<PutSymlinkFlags>(command('put-symlink', 'write a symlink'), putSymlink);
  run<GetSymlinkFlags>(command('get-symlink', 'show the target and the metadata of a symlink'), getSymlink);
}
