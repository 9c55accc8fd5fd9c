/** Where the server answers otherwise than geth, and why. */

const named = 'Errors of parameters say which one, without names of Go types.';

/** Cases whose error has another sentence; its code is the same. */
export const differences: Readonly<Record<string, string>> = {
  'debug_getRawTransaction/get-invalid-hash': named,
  'eth_getStorageAt/get-storage-invalid-key-too-large': named,
  'eth_getStorageAt/get-storage-invalid-key': named,
};

/** Cases that this server does not stand for, by the start of their names. */
const outside: Readonly<Record<string, string>> = {
  eth_config: 'A chain does not list its hardforks, so they cannot be told.',
  eth_capabilities: 'What a node keeps is not configured here.',
  testing_: 'Methods for tests of other clients.',
  eth_getProof: 'The made-up chain has no proofs; those of the real one are compared with its state root.',
  'eth_sendRawTransaction/send-blob-tx': 'The made-up pool takes no blobs.',
};

export function isOutside(name: string): boolean {
  return Object.keys(outside).some((start) => name.startsWith(start));
}
