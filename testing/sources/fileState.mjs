/** A state that workers read from a JSON file, and that can be made to fail. */
import { readFileSync } from 'node:fs';

const hex = (bytes) => Buffer.from(bytes).toString('hex');

/**
 * Opens the file that `writeStateFile` wrote.
 *
 * @param data.path of the file
 * @param data.fault what goes wrong: `open`, `refresh`, `read` (at the `at`-th read of its kind, from 0), `garbage` (from there on)
 */
export async function openState({ path, fault }) {
  if (fault?.kind === 'open') throw new Error('disk on fire');
  let content = JSON.parse(readFileSync(path, 'utf8'));
  let reads = 0;
  /** As lmdb does: one buffer for all values, of which only `length` says how much is meant. */
  const shared = new Uint8Array(65536);
  Object.defineProperty(shared, 'length', { value: 0, writable: true });
  const share = (value) => {
    shared.set(value);
    shared.fill(0xee, value.length);
    shared.length = value.length;
    return shared;
  };
  const read = (kind, key) => {
    const isFaulty = fault?.what === kind && reads++ >= fault.at;
    if (isFaulty && fault.kind === 'read') throw new Error('disk on fire');
    if (isFaulty && fault.kind === 'garbage') return fault.value;
    const found = content[kind][key];
    return found === undefined ? undefined : share(Buffer.from(found, 'hex'));
  };
  return {
    account: (address) => read('account', hex(address)),
    storage: (address, slot) => read('slot', hex(address) + hex(slot)),
    code: (hash) => read('code', hex(hash)),
    refresh() {
      if (fault?.kind === 'refresh') throw new Error('disk on fire');
      content = JSON.parse(readFileSync(path, 'utf8'));
    },
    close() {
      content = undefined;
    },
  };
}
