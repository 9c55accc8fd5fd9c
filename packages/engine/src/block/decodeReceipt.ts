/** Receipts from their bytes. */
import { RlpError } from '../errors/rlp.ts';
import { partOf, type RlpNode, readRlp } from '../rlp/decode.ts';
import {
  addressField,
  bytesField,
  fixedField,
  hashField,
  isString,
  listField,
  uintField,
} from '../rlp/fields.ts';
import type { Log, Receipt } from '../types.ts';

/**
 * Reads a receipt as the receipts root commits to it. What follows from its transaction and the receipt before, the gas of
 * this transaction alone and the contract it created, is not in the bytes: `gasUsed` is the cumulative gas.
 *
 * @throws RlpError for anything but the canonical encoding of a receipt of type 0 to 4
 */
export function decodeReceipt(bytes: Uint8Array): Receipt {
  const first = bytes[0] ?? 0;
  const isLegacy = first >= 0xc0;
  if (!isLegacy && (first < 1 || first > 4))
    throw new RlpError({ field: 'receipt', reason: `no type ${first}` });
  const body = readRlp(partOf(isLegacy ? bytes : bytes.subarray(1)));
  const [outcome, gas, bloom, logs] = listField(body, 'receipt', 4);
  const cumulativeGasUsed = uintField(gas, 8, 'cumulativeGasUsed');
  return {
    type: (isLegacy ? 0 : first) as Receipt['type'],
    ...readOutcome(outcome),
    cumulativeGasUsed,
    gasUsed: cumulativeGasUsed,
    logsBloom: fixedField(bloom, 256, 'logsBloom'),
    logs: listField(logs, 'logs').map(readLog),
  };
}

/** A status (EIP-658), or before Byzantium the state root after the transaction, which does not say how it went. */
function readOutcome(item: RlpNode | undefined): Pick<Receipt, 'status' | 'postState'> {
  const isRoot = isString(item) && item.length === 32;
  if (isRoot) return { status: 1, postState: hashField(item, 'postState') };
  const status = uintField(item, 1, 'status');
  if (status > 1n) throw new RlpError({ field: 'status', reason: `${status}` });
  return { status: status === 1n ? 1 : 0 };
}

function readLog(item: RlpNode): Log {
  const [address, topics, data] = listField(item, 'log', 3);
  return {
    address: addressField(address, 'address'),
    topics: listField(topics, 'topics').map((topic) => hashField(topic, 'topic')),
    data: bytesField(data, 'data'),
  };
}
