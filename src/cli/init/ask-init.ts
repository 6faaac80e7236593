import { AutoaliasError } from '../../autoalias-error.ts';
import type { Prompter } from '../terminal/prompter.ts';
import { draftRules, type InitAnswers, type RulesDraft, shapeOf } from './draft-rules.ts';
import { INIT_ORDER_NAMES, type InitOrderName, initOrder } from './orders.ts';

/** Asks for the parts of a rule. Each question has a default, and is repeated after an invalid answer. */
export async function askInit(file: string, open: () => Prompter): Promise<RulesDraft> {
  const prompter = open();
  try {
    const ask = asker(prompter);
    const { example, ...first } = await ask(
      'A key like those that you upload',
      'releases/app/1.10.0/app.tgz',
      (text) => {
        const { order, shape } = shapeOf({ example: text });
        return { example: text, order, prefix: shape.prefix };
      },
    );
    prompter.say(INIT_ORDER_NAMES.map((name) => `  ${name.padEnd(9)} ${initOrder(name).says}\n`).join(''));
    const order = await ask('How they are ordered', first.order, (text) => {
      const name = orderNamed(text);
      shapeOf({ example, order: name });
      return name;
    });
    const prefix = await ask('What all of them begin with', shapeOf({ example, order }).shape.prefix, (text) => {
      shapeOf({ example, order, prefix: text });
      return text;
    });
    const answers: InitAnswers = { example, order, prefix };
    const usual = draftRules(file, answers).aliases.join(' ');
    return await ask('The aliases, with spaces between them', usual, (text) =>
      draftRules(file, text === usual ? answers : { ...answers, alias: text.split(/\s+/) }),
    );
  } finally {
    prompter.close();
  }
}

/** Asks until the answer is valid. An empty answer means the default. */
function asker(prompter: Prompter) {
  return async <T>(question: string, usual: string, read: (text: string) => T): Promise<T> => {
    for (;;) {
      const line = await prompter.ask(`${question} [${usual}]: `);
      const text = line.trim() === '' ? usual : line.trim();
      try {
        return read(text);
      } catch (error) {
        if (!(error instanceof AutoaliasError)) throw error;
        prompter.say(`${error.message}\n`);
      }
    }
  };
}

function orderNamed(text: string): InitOrderName {
  const name = INIT_ORDER_NAMES.find((candidate) => candidate === text);
  if (name !== undefined) return name;
  throw new AutoaliasError(
    'usage',
    `there is no order ${JSON.stringify(text)} here; write ${INIT_ORDER_NAMES.join(', ')}`,
  );
}
