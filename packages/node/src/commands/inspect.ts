import type { BlockRef, Chain } from '@heddle/chain';
import type { Address, Hash } from '@heddle/engine';
import { CliError, exitCodes, UsageError } from '../errors.ts';
import { blockFacts, type Inspection, inspectText } from '../output/inspectText.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags } from './command.ts';
import { datadirFlag, datadirOf, withChain } from './datadir.ts';

const page = {
  name: 'inspect',
  operands: 'WHAT --datadir DIR [options]',
  about:
    'Shows what a chain holds: its head and the sizes of its tables (sizes, the default), a block (block NUMBER or\n' +
    'HASH), an account (account ADDRESS) or a slot (slot ADDRESS SLOT), the latter two at the head or at --at.',
  flags: {
    ...datadirFlag,
    at: { placeholder: 'BLOCK', about: 'Number or hash of the block whose state is shown.' },
    json: { about: 'The same as JSON on stdout.' },
  },
  examples: [
    'heddle inspect sizes --datadir chain',
    'heddle inspect account 0x71562b71999873db5b286df957af199ec94617f7 --datadir chain --at 100',
  ],
} as const satisfies CommandPage;

/** @throws {UsageError} for what is neither a number nor a hash */
function refOf(text: string | undefined): BlockRef {
  if (text === undefined || text === 'latest') return 'latest';
  if (/^\d+$/.test(text)) return BigInt(text);
  if (/^0x[0-9a-f]{64}$/i.test(text)) return text.toLowerCase() as Hash;
  throw new UsageError(`A block is a number or a hash of 32 bytes, not '${text}'.`);
}

/** @throws {UsageError} */
function addressOf(text: string | undefined): Address {
  if (text !== undefined && /^0x[0-9a-f]{40}$/i.test(text)) return text.toLowerCase() as Address;
  throw new UsageError(`An address is 0x and 40 hexadecimal digits, not '${text ?? ''}'.`);
}

/** @throws {UsageError} */
function slotOf(text: string | undefined): Hash {
  if (text !== undefined && /^(0x[0-9a-f]{1,64}|\d+)$/i.test(text))
    return `0x${BigInt(text).toString(16).padStart(64, '0')}`;
  throw new UsageError(`A slot is a number of at most 256 bits, not '${text ?? ''}'.`);
}

function inspectBlock(chain: Chain, ref: BlockRef): Inspection {
  const block = chain.block(ref);
  if (block === undefined)
    throw new CliError(`The chain has no block ${ref}, or its body is not kept any more.`);
  return blockFacts(block, chain.isCanonical(block.hash));
}

function inspectAccount(chain: Chain, address: Address, ref: BlockRef): Inspection {
  const state = chain.stateAt(ref);
  const account = state.account(address);
  if (account === undefined) return { address, exists: false };
  const { nonce, balance, codeHash } = account;
  let slots = 0;
  for (const _ of state.slotsOf(address)) slots++;
  return { address, exists: true, nonce: `${nonce}`, balanceWei: `${balance}`, codeHash, slots };
}

function look(
  chain: Chain,
  [what = 'sizes', ...rest]: string[],
  at: string | undefined,
): Inspection | Inspection[] {
  switch (what) {
    case 'sizes':
      return chain
        .sizes()
        .map(({ name, rows, bytes }) => ({ table: name, rows, mib: Number((bytes / 2 ** 20).toFixed(2)) }));
    case 'block':
      return inspectBlock(chain, refOf(rest[0]));
    case 'account':
      return inspectAccount(chain, addressOf(rest[0]), refOf(at));
    case 'slot': {
      const [address, slot] = [addressOf(rest[0]), slotOf(rest[1])];
      const value = chain.stateAt(refOf(at)).storage(address, slot);
      return { address, slot, value: `0x${value.toString(16)}` };
    }
    default:
      throw new UsageError(`Inspect what? sizes, block, account or slot, not '${what}'.`);
  }
}

async function runInspect(args: string[], terminal: Terminal): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const dir = datadirOf(values, page.name);
  return withChain(dir, { workers: 1, rootThreads: 0 }, async (chain) => {
    const found = look(chain, operands, values.at);
    terminal.out(values.json ? `${JSON.stringify(found, null, 2)}\n` : inspectText(found, terminal.colors));
    return exitCodes.success;
  });
}

export const inspect: Command = { page, run: runInspect };
