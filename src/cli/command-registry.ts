import type { Command } from 'commander';
import type { HandlerContext } from '../handlers/function/handler-context.ts';
import type { Store } from '../stores/store.ts';
import type { CliIo } from './cli-io.ts';
import type { CommandResult } from './command-result.ts';
import type { ApiFlags } from './options/deployment-api.ts';
import type { RulesInUse } from './options/rules-in-use.ts';
import type { RulesFlag } from './options/rules-option.ts';
import type { StoreFlags } from './options/store-options.ts';

/** A flag of every command. */
export interface JsonFlag {
  readonly json?: true;
}

/** The flags of every command that works on a bucket by rules. */
export interface BucketFlags extends StoreFlags, RulesFlag, ApiFlags, JsonFlag {
  /** Do not cut the cells of tables to fit the terminal. */
  readonly wide?: true;
}

/** What a command uses to add itself to the program and to report its result. */
export interface CommandRegistry {
  readonly io: CliIo;
  /** All commands, for a command that describes them. */
  readonly program: Command;
  /** Adds a command. The program adds `--json` to it. */
  readonly add: (name: string, description: string) => Command;
  /** Adds a command that has the flags of {@link BucketFlags}. */
  readonly addForBucket: (name: string, description: string) => Command;
  /** Prints a result and sets the exit code. */
  readonly finish: (result: CommandResult, flags: JsonFlag) => void;
  /** Opens the bucket and the rules, runs `work`, and finishes with its result. */
  readonly runOnBucket: (
    flags: BucketFlags,
    work: (context: HandlerContext, rules: RulesInUse) => Promise<CommandResult>,
  ) => Promise<void>;
  /** Opens only the bucket, for a command that must work when the rules cannot be loaded. */
  readonly runOnStore: (flags: BucketFlags, work: (store: Store) => Promise<CommandResult>) => Promise<void>;
}

/** Adds one command, or a few related ones. */
export type AddCommands = (registry: CommandRegistry) => void;
