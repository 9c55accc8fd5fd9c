import { type Engine, loadEngine } from '../engine.ts';
import { exitCodes } from '../errors.ts';
import { findBlockFiles } from '../input/findBlockFiles.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags, wholeNumber, workerCount } from './command.ts';
import { onEachBlock } from './eachBlock.ts';

const page = {
  name: 'explain',
  operands: 'FILE… [options]',
  about:
    'Says what keeps blocks from running in parallel: the locations at which transactions wait for each other,\n' +
    'the functions that collide there, the critical path, and the time that no number of cores gets below.',
  flags: {
    layout: {
      placeholder: 'FILE',
      isMultiple: true,
      about: 'Artifact of solc, Hardhat or Foundry with storageLayout, to name variables. Or 0xADDRESS=FILE.',
    },
    abi: { placeholder: 'FILE', isMultiple: true, about: 'ABI or artifact, to name functions.' },
    workers: {
      placeholder: 'N',
      about: 'Workers of the optimistic execution; by default one for each core.',
    },
    repeat: { placeholder: 'N', about: 'Executions; times are their median. Default 5.' },
    top: { placeholder: 'N', about: 'Rows of each table. Default 10.' },
    json: { about: 'Everything as JSON on stdout.' },
  },
  examples: [
    'heddle explain block.json.gz',
    'heddle explain block.json --layout out/Token.sol/Token.json --layout 0x1f98…=Factory.json',
  ],
} as const satisfies CommandPage;

/** `heddle explain` over a given engine. */
export async function explainWith(
  engine: () => Promise<Engine>,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const workers = workerCount(values.workers);
  const repeat = wholeNumber('repeat', values.repeat, { from: 1, to: 1_000_000, otherwise: 5 });
  const top = wholeNumber('top', values.top, { from: 1, to: 1_000_000, otherwise: 10 });
  const files = await findBlockFiles(operands, page.name);
  const { readArtifacts } = await import('../input/readArtifacts.ts');
  const artifacts = [
    ...(await readArtifacts('layout', values.layout ?? [])),
    ...(await readArtifacts('abi', values.abi ?? [])),
  ];
  const { explainBlock } = await import('../run/explainBlock.ts');
  const { explainText } = await import('../output/explainText.ts');
  const { explainJson } = await import('../output/explainJson.ts');
  const explanations = await onEachBlock(
    await engine(),
    files,
    workers,
    terminal,
    ({ engine: heddle, loaded, ...turn }) =>
      explainBlock(heddle, loaded, { ...turn, workers, repeat, artifacts }),
  );
  const texts = () => explanations.map((each) => explainText(each, top, terminal.colors)).join('\n');
  terminal.out(values.json ? explainJson(explanations) : texts());
  return exitCodes.success;
}

export const explain: Command = { page, run: (args, terminal) => explainWith(loadEngine, args, terminal) };
