import type { Command } from 'commander';
import type { CommandRegistry, JsonFlag } from '../command-registry.ts';
import { type GetSymlinkFlags, getSymlink } from '../commands/links/get-symlink.ts';
import { type PutSymlinkFlags, putSymlink } from '../commands/links/put-symlink.ts';
import type { LinkStyle } from './ask-link.ts';
import { addOssutilOptions, type LinkCommand } from './ossutil-options.ts';

/** `put-symlink` and `get-symlink`, and the same below `api`, for scripts written for ossutil. */
export function addLinkCommands(registry: CommandRegistry): void {
  addBoth(registry, registry.add, 'program');
  const api = registry.add('api', 'the same commands by their names in ossutil, with its output and exit codes');
  addBoth(registry, (name, description) => api.command(name).description(description), 'ossutil');
}

function addBoth({ io, finish }: CommandRegistry, add: CommandRegistry['add'], style: LinkStyle): void {
  const command = (name: LinkCommand, description: string): Command => addOssutilOptions(add(name, description), name);
  command('put-symlink', 'write a symlink').action(async (flags: PutSymlinkFlags & JsonFlag) =>
    finish(await putSymlink(flags, io, style), flags),
  );
  command('get-symlink', 'show the target and the metadata of a symlink').action(
    async (flags: GetSymlinkFlags & JsonFlag) => finish(await getSymlink(flags, io, style), flags),
  );
}
