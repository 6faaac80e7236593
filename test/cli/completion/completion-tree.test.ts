import { Argument, Command, Option } from 'commander';
import { expect, test } from 'vitest';
import { allCommands, completionTree } from '../../../src/cli/completion/completion-tree.ts';

const program = new Command('p').option('-v, --verbose', 'say more').helpCommand(false).helpOption('--help', 'help');
program
  .command('open')
  .description('open it')
  .helpOption(false)
  .addArgument(new Argument('<how>', 'how').choices(['fast', 'slow']))
  .addOption(new Option('-f, --from <file>', 'from where'))
  .addOption(new Option('--as [kind]', 'as what').choices(['a', 'b']))
  .addOption(new Option('--name <name...>', 'called'))
  .addOption(new Option('--secret', 'not shown').hideHelp());
const group = program.command('group').helpOption(false).helpCommand(false);
group.command('below').helpOption(false).argument('[file...]');
program.command('hidden', { hidden: true });

test('commands, options and arguments as help shows them', () => {
  expect(completionTree(program)).toEqual({
    path: [],
    description: '',
    commands: [
      {
        path: ['open'],
        description: 'open it',
        commands: [],
        options: [
          { names: ['-f', '--from'], description: 'from where', value: { name: 'file', completes: 'file' } },
          { names: ['--as'], description: 'as what', value: { name: 'kind', completes: { words: ['a', 'b'] } } },
          { names: ['--name'], description: 'called', value: { name: 'name', completes: 'anything' } },
        ],
        argument: { name: 'how', completes: { words: ['fast', 'slow'] } },
      },
      {
        path: ['group'],
        description: '',
        commands: [
          {
            path: ['group', 'below'],
            description: '',
            commands: [],
            options: [],
            argument: { name: 'file', completes: 'file' },
          },
        ],
        options: [],
      },
    ],
    options: [
      { names: ['-v', '--verbose'], description: 'say more' },
      { names: ['--help'], description: 'help' },
    ],
  });
});

test('a command and all below it', () => {
  expect(allCommands(completionTree(program)).map(({ path }) => path.join(' '))).toEqual([
    ...['', 'open', 'group', 'group below'],
  ]);
});
