import { type Engine, loadEngine } from '../engine.ts';
import { exitCodes } from '../errors.ts';
import { findBlockFiles } from '../input/findBlockFiles.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags, wholeNumber, wholeNumbers } from './command.ts';
import { onEachBlock } from './eachBlock.ts';

const page = {
  name: 'simulate',
  operands: 'FILE… [options]',
  about:
    'Says what blocks would take under each mechanism on other numbers of cores: records what the transactions\n' +
    'cost and what they access, and simulates. Measures two workers as well, to show how far it is off.',
  flags: {
    cores: { placeholder: 'LIST', about: 'Numbers of cores from 1 to 128. Default 1,2,4,8,16,32,64.' },
    repeat: { placeholder: 'N', about: 'Executions of each kind; times are their median. Default 7.' },
    json: { about: 'The result as JSON on stdout.' },
  },
  examples: ['heddle simulate block.json.gz', 'heddle simulate ../shared/mainnet --cores 2,32,128'],
} as const satisfies CommandPage;

const defaultCores = [1, 2, 4, 8, 16, 32, 64];

/** `heddle simulate` over a given engine. */
export async function simulateWith(
  engine: () => Promise<Engine>,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const cores = wholeNumbers('cores', values.cores, { from: 1, to: 128, otherwise: defaultCores });
  const repeat = wholeNumber('repeat', values.repeat, { from: 1, to: 1_000_000, otherwise: 7 });
  const files = await findBlockFiles(operands, page.name);
  const { measuredWorkers, simulateBlock } = await import('../run/simulateBlock.ts');
  const { simulateJson, simulateText } = await import('../output/simulateText.ts');
  const simulations = await onEachBlock(
    await engine(),
    files,
    measuredWorkers,
    terminal,
    ({ engine: heddle, loaded, ...turn }) => simulateBlock(heddle, loaded, { ...turn, cores, repeat }),
  );
  terminal.out(values.json ? simulateJson(simulations) : simulateText(simulations, terminal.colors));
  return exitCodes.success;
}

export const simulate: Command = { page, run: (args, terminal) => simulateWith(loadEngine, args, terminal) };
