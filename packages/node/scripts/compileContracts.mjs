/** Compiles contracts/*.sol with the solc of node_modules; the same sources give the same bytes everywhere. */
import { readdirSync, readFileSync } from 'node:fs';
import solc from 'solc';

const folder = new URL('../contracts/', import.meta.url);

const settings = {
  // Istanbul: the code then runs under every hardfork that the sample block can be generated for.
  evmVersion: 'istanbul',
  optimizer: { enabled: true, runs: 1000 },
  // No metadata hash: a changed comment must not change the code.
  metadata: { appendCBOR: false },
  outputSelection: {
    '*': { '*': ['abi', 'evm.deployedBytecode.object', 'evm.methodIdentifiers', 'storageLayout'] },
  },
};

function readSources() {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sol'));
  return Object.fromEntries(
    names.sort().map((name) => [name, { content: readFileSync(new URL(name, folder), 'utf8') }]),
  );
}

function artifactOf(contract) {
  const storage = contract.storageLayout.storage.map(({ label, slot, offset }) => [
    label,
    { slot: Number(slot), offset },
  ]);
  const selectors = Object.entries(contract.evm.methodIdentifiers).map(([name, selector]) => [
    name,
    `0x${selector}`,
  ]);
  return {
    abi: contract.abi,
    code: `0x${contract.evm.deployedBytecode.object}`,
    selectors: Object.fromEntries(selectors),
    storage: Object.fromEntries(storage),
  };
}

/**
 * The artifacts by contract name: abi, runtime code, selectors by signature, and where each state variable lies
 * (slot, and offset in bytes from the low end of the slot).
 * @throws {Error} with the messages of the compiler when it reports an error or a warning.
 */
export function compileContracts() {
  const input = { language: 'Solidity', sources: readSources(), settings };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  if (output.errors?.length) throw new Error(output.errors.map((error) => error.formattedMessage).join('\n'));
  const artifacts = {};
  for (const file of Object.values(output.contracts)) {
    for (const [name, contract] of Object.entries(file)) artifacts[name] = artifactOf(contract);
  }
  return artifacts;
}
