import { exitCodes, UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags, wholeNumber } from './command.ts';
import { datadirFlag, datadirOf, genesisOf, withChain } from './datadir.ts';

const page = {
  name: 'init',
  operands: 'FILE --datadir DIR [options]',
  about:
    'Makes a chain in a folder from a genesis.json as geth takes it: writes its accounts, computes their root, and\n' +
    'commits the first block. A folder that has this chain already stays as it is; one that has another is refused.',
  flags: {
    ...datadirFlag,
    archive: { about: 'Keeps the history of every account and slot. Cannot be changed later.' },
    'keep-diffs': {
      placeholder: 'N',
      about: 'Blocks one can look and go back, at least 256. Default 1024.',
    },
    json: { about: 'Hash and root as JSON on stdout.' },
  },
  examples: ['heddle init genesis.json --datadir chain'],
} as const satisfies CommandPage;

async function runInit(args: string[], terminal: Terminal): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const [file] = operands;
  if (file === undefined || operands.length > 1)
    throw new UsageError('Which genesis file? Name exactly one. See heddle init --help.');
  const dir = datadirOf(values, page.name);
  const keepDiffs = wholeNumber('keep-diffs', values['keep-diffs'], {
    from: 256,
    to: 1_000_000_000,
    otherwise: 1024,
  });
  const begun = performance.now();
  const genesis = await genesisOf({ genesis: file });
  const options = { ...(genesis && { genesis }), archive: values.archive === true, keepDiffs };
  return withChain(dir, options, async (chain) => {
    const header = chain.header('earliest');
    const facts = {
      chainId: Number(chain.spec.chainId),
      hash: chain.genesisHash,
      stateRoot: header?.stateRoot,
      seconds: (performance.now() - begun) / 1000,
    };
    terminal.out(
      values.json
        ? `${JSON.stringify(facts, null, 2)}\n`
        : `Chain ${facts.chainId} in ${dir}: first block ${facts.hash}, state root ${facts.stateRoot} (${facts.seconds.toFixed(1)} s)\n`,
    );
    return exitCodes.success;
  });
}

export const init: Command = { page, run: runInit };
