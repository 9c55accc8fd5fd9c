/** What the module offers to TypeScript, and nothing else. All of it works on the shared memory. */
export { dropBlockChunk, dropStateChunk, takeFromBlock } from './arena';
export {
  accountCount,
  accountRecords,
  advanceBase,
  dropChanges,
  encodeChanges,
  firstConflict,
  firstNewCode,
  slotCount,
  slotRecords,
} from './changes';
export { takeLookups } from './context';
export { applyAccount, applySlots } from './diff/apply';
export { creditCommitted } from './flush';
export { keccak256 } from './keccak';
export { foldList, loadList, unloadList } from './listed/load';
export { fillCode, internAccount, internCode, internSlot } from './locations';
export {
  inboxValue,
  messageContext,
  putOffMessages,
  startMessages,
  stopMessages,
  stopSleeping,
  workOnMessages,
} from './messages/worker';
export { leaveDirty } from './parallel/dirty';
export { foldBeneficiary, foldDirty } from './parallel/fold';
export { currentContext, putOff, stopWorker } from './parallel/hands';
export { startWorker, stopIdling, wakeValue, work } from './parallel/worker';
export { planBlock } from './planner';
export { runSerial } from './serial';
