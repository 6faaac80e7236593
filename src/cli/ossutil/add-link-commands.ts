import type { Command } from 'commander';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { type GetSymlinkFlags, getSymlink } from '../commands/get-symlink.ts';
import { type PutSymlinkFlags, putSymlink } from '../commands/put-symlink.ts';
import type { LinkStyle } from './ask-link.ts';
import { addOssutilOptions, type LinkCommand } from './ossutil-options.ts';

type Finish = (result: CommandResult, json: boolean) => void;

/** The commands about single links, and the same as `api` commands, for scripts that called ossutil. */
export function addLinkCommands(program: Command, io: CliIo, finish: Finish): void {
  addBoth(program, io, finish, 'program');
  const api = program.command('api').description('the same commands under the names of ossutil, with its exit codes');
  addBoth(api, io, finish, 'ossutil');
}

interface JsonFlag {
  readonly json?: true;
}

const addBoth = (parent: Command, io: CliIo, finish: Finish, style: LinkStyle): void => {
  command(parent, 'put-symlink', 'write a link').action(async (flags: PutSymlinkFlags & JsonFlag) =>
    finish(await putSymlink(flags, io, style), flags.json === true),
  );
  command(parent, 'get-symlink', 'show the target and the metadata of a link').action(
    async (flags: GetSymlinkFlags & JsonFlag) => finish(await getSymlink(flags, io, style), flags.json === true),
  );
};

const command = (parent: Command, name: LinkCommand, description: string): Command =>
  addOssutilOptions(parent.command(name).description(description), name).option('--json', 'print JSON, for programs');
