/** The block and its hardfork's rules as the core reads them. */
import {
  type Hardfork,
  type HardforkRules,
  instructionTable,
  layout,
  precompilesOf,
  rulesOf,
} from '@heddle/evm';
import { blobBaseFee } from '../block/blobGas.ts';
import { stateByteGas } from '../block/stateGas.ts';
import { BlockHashMissingError } from '../errors/execution.ts';
import type { Block, Hash } from '../types.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { writeHash, writeWord } from './words.ts';

/** Where "unlimited" stands in a 32-bit word. */
const UNLIMITED = 0xffff_ffff;

const tables = new Map<Hardfork, BigUint64Array>();

/** Writes what the block's header and hardfork say. */
export function writeEnvironment(shared: SharedMemory, block: Block): void {
  const { header, hardfork } = block;
  const rules = rulesOf(hardfork);
  const { view, bytes } = shared;
  view.setBigUint64(layout.BLOCK_NUMBER, header.number, true);
  view.setBigUint64(layout.BLOCK_TIMESTAMP, header.timestamp, true);
  view.setBigInt64(layout.BLOCK_GAS_LIMIT, header.gasLimit, true);
  writeWord(view, layout.BLOCK_CHAIN_ID, block.chainId);
  writeWord(view, layout.BLOCK_BENEFICIARY, BigInt(header.beneficiary));
  writeWord(view, layout.BLOCK_RANDAO, rules.proofOfStake ? BigInt(header.mixHash) : header.difficulty);
  writeWord(view, layout.BLOCK_BASE_FEE, header.baseFeePerGas ?? 0n);
  const excess = header.excessBlobGas;
  writeWord(view, layout.BLOCK_BLOB_BASE_FEE, excess === undefined ? 0n : blobBaseFee(excess, rules));
  view.setBigUint64(layout.BLOCK_SLOT_NUMBER, header.slotNumber ?? 0n, true);
  view.setBigInt64(layout.BLOCK_STATE_BYTE_GAS, stateByteGas(header, rules), true);
  writeRules(shared, rules);
  writeTables(shared, hardfork);
  writeBlockHashes(bytes, block);
}

function writeRules(shared: SharedMemory, rules: HardforkRules): void {
  const words: [number, number | boolean][] = [
    [layout.RULE_KEEPS_SIXTY_FOURTH, rules.keepsSixtyFourth],
    [layout.RULE_CLEARS_EMPTY, rules.clearsEmptyAccounts],
    [layout.RULE_MAX_CODE_SIZE, rules.maxCodeSize],
    [layout.RULE_MAX_INIT_CODE_SIZE, rules.maxInitCodeSize],
    [layout.RULE_INIT_CODE_WORD_GAS, rules.initCodeWordGas],
    [layout.RULE_REJECTS_RESERVED_CODE, rules.rejectsReservedCode],
    [layout.RULE_EXP_BYTE_GAS, rules.expByteGas],
    [layout.RULE_WARM_ACCESS, rules.warmAccess],
    [layout.RULE_COLD_ACCOUNT, rules.coldAccount],
    [layout.RULE_COLD_SLOAD, rules.coldSload],
    [layout.RULE_WARM_SLOAD, rules.warmSload],
    [layout.RULE_NET_STORAGE_GAS, rules.netStorageGas],
    [layout.RULE_SSTORE_SENTRY, rules.sstoreSentry],
    [layout.RULE_SSTORE_SET, rules.sstoreSet],
    [layout.RULE_SSTORE_RESET, rules.sstoreReset],
    [layout.RULE_SSTORE_CLEAR_REFUND, rules.sstoreClearRefund],
    [layout.RULE_SELF_DESTRUCT_REFUND, rules.selfDestructRefund],
    [layout.RULE_SELF_DESTRUCT_PAYS_NEW, rules.selfDestructPaysNewAccount],
    [layout.RULE_SELF_DESTRUCT_ONLY_NEW, rules.selfDestructOnlyNew],
    [layout.RULE_REFUND_DIVISOR, rules.refundDivisor],
    [layout.RULE_WARM_BENEFICIARY, rules.warmBeneficiary],
    [layout.RULE_DELEGATION, rules.delegation],
    [layout.RULE_EXISTING_AUTHORITY_REFUND, rules.existingAuthorityRefund],
    [layout.RULE_CREATE_OUT_OF_GAS_FAILS, rules.createOutOfGasFails],
    [layout.RULE_CODE_BYTE_GAS, rules.codeByteGas],
    [layout.RULE_CODE_WORD_GAS, rules.codeWordGas],
    [layout.RULE_NEW_ACCOUNT_GAS, rules.newAccountGas],
    [layout.RULE_MAX_REGULAR_GAS, rules.maxRegularGas],
    [layout.RULE_BLOCK_GAS_WITHOUT_REFUNDS, rules.blockGasWithoutRefunds],
    [layout.RULE_TRANSFER_LOGS, rules.transferLogs],
  ];
  for (const [at, value] of words) shared.setUint32(at, Math.min(Number(value), UNLIMITED));
}

function writeTables(shared: SharedMemory, hardfork: Hardfork): void {
  let table = tables.get(hardfork);
  if (table === undefined) {
    table = instructionTable(hardfork);
    tables.set(hardfork, table);
  }
  shared.bytes.set(new Uint8Array(table.buffer), layout.INSTRUCTIONS);
  shared.bytes.fill(0, layout.RULE_PRECOMPILES, layout.RULE_PRECOMPILES + 64);
  for (const address of precompilesOf(hardfork).keys()) {
    const at = layout.RULE_PRECOMPILES + (address >> 3);
    shared.bytes[at] = (shared.bytes[at] as number) | (1 << (address & 7));
  }
}

/** The ancestors' hashes that the block brings; the core leaves for any other that BLOCKHASH asks. */
function writeBlockHashes(bytes: Uint8Array, { header, blockHashes }: Block): void {
  bytes.fill(0, layout.BLOCK_HASHES_PRESENT, layout.BLOCK_HASHES_PRESENT + 256);
  for (const [number, hash] of blockHashes) {
    if (number >= header.number || header.number - number > 256n) continue;
    writeHashAt(bytes, number, hash);
  }
}

function writeHashAt(bytes: Uint8Array, number: bigint, hash: Hash): void {
  const index = Number(number & 255n);
  writeHash(bytes, layout.BLOCK_HASHES + 32 * index, hash);
  Atomics.store(bytes, layout.BLOCK_HASHES_PRESENT + index, 1);
}

/** Writes an ancestor's hash that a lazy map gives only when asked. @throws BlockHashMissingError when it does not */
export function writeBlockHash({ bytes }: SharedMemory, { blockHashes }: Block, number: bigint): void {
  const hash = blockHashes.get(number);
  if (hash === undefined) throw new BlockHashMissingError({ number });
  writeHashAt(bytes, number, hash);
}
