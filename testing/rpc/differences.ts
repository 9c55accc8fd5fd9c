/** Where the server answers otherwise than geth, and why. Names are those of the cases of execution-apis, or their starts. */

/** Cases whose error has another sentence; its code is the same. */
const sentences: Readonly<Record<string, string>> = {
  'debug_getRawTransaction/get-invalid-hash': 'Errors of parameters are without names of Go types.',
  'eth_getStorageAt/get-storage-invalid-key': 'Errors of parameters say which one.',
  eth_simulateV1:
    'Sentences of calls that cannot be made leave out the sender and the gas that it was given.',
};

const blockHash =
  'BLOCKHASH gives hashes of simulated blocks, which follow from state roots that are not computed.';
const precompile = 'A precompile that was moved or overridden: still to be looked into.';

/** Cases that are not compared. */
const outside: Readonly<Record<string, string>> = {
  eth_config: 'A chain does not list its hardforks, so they cannot be told.',
  eth_capabilities: 'What a node keeps is not configured here.',
  testing_: 'Methods for tests of other clients.',
  'eth_sendRawTransaction/send-blob-tx':
    'The pool takes a chain that merged by total difficulty for one before the merge, without blobs.',
  'eth_simulateV1/ethSimulate-add-more-non-defined-BlockStateCalls-than-fit-but-now-with-fit': blockHash,
  'eth_simulateV1/ethSimulate-blockhash-complex': blockHash,
  'eth_simulateV1/ethSimulate-blockhash-start-before-head': blockHash,
  'eth_simulateV1/ethSimulate-overwrite-existing-contract': blockHash,
  'eth_simulateV1/ethSimulate-extcodehash-precompile': precompile,
  'eth_simulateV1/ethSimulate-move-two-accounts-to-same-38023': precompile,
  'eth_simulateV1/ethSimulate-overflow-nonce-validation': 'Fees are looked at before the nonce.',
  'eth_simulateV1/ethSimulate-use-as-many-features-as-possible':
    'geth counts the logs of calls that were reverted in the index of later ones.',
};

const isIn = (table: Readonly<Record<string, string>>, name: string) =>
  Object.keys(table).some((start) => name.startsWith(start));

export const hasOwnSentence = (name: string) => isIn(sentences, name);
export const isOutside = (name: string) => isIn(outside, name);
