/** The state trie: a module of its own over a memory of its own, one instance per thread. */
export { chooseArea } from './area';
export { wakeAll } from './fail';
export { proveAccount, proveSlot } from './prove';
export { openTrie, prepareRun, work } from './run';
export { writeAll } from './write';
