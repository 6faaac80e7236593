import type { Command } from 'commander';
import type { HandlerContext } from '../handlers/handler-context.ts';
import type { Store } from '../stores/store.ts';
import type { CliIo } from './cli-io.ts';
import type { CommandResult } from './command-result.ts';
import type { ApiFlags } from './deployment-api.ts';
import type { RulesInUse } from './rules-in-use.ts';
import type { RulesFlag } from './rules-option.ts';
import type { StoreFlags } from './store-options.ts';

/** The flags of every command that works on a bucket by rules. */
export interface BucketFlags extends StoreFlags, RulesFlag, ApiFlags {
  readonly json?: true;
  /** Do not cut the cells of tables, however narrow the terminal is. */
  readonly wide?: true;
}

/** What a command needs to add itself to the program. */
export interface BucketCommands {
  readonly io: CliIo;
  /** A new command that already has the flags of {@link BucketFlags}. */
  command(name: string, description: string): Command;
  /** Opens the bucket and the rules, does the work, prints what it found. */
  run(flags: BucketFlags, work: (context: HandlerContext, rules: RulesInUse) => Promise<CommandResult>): Promise<void>;
  /** The same for a command that needs no rules, so that it works when they cannot be loaded. */
  runWithoutRules(flags: BucketFlags, work: (store: Store) => Promise<CommandResult>): Promise<void>;
}
