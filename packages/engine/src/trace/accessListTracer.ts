import type { Address, Hash } from '../types.ts';
import type { Step } from './step.ts';
import { stepEvents, type TracerMaker } from './tracer.ts';

/** What instructions name: accounts, and slots of accounts. */
export type Accesses = ReadonlyMap<Address, ReadonlySet<Hash>>;

/** Opcodes whose word on top is a slot of the account at hand. */
const ofSlots = new Set([0x54, 0x55]);
/** BALANCE, EXTCODESIZE, EXTCODECOPY, EXTCODEHASH, SELFDESTRUCT: the word on top is an account. */
const ofAccounts = new Set([0x31, 0x3b, 0x3c, 0x3f, 0xff]);
/** Calls: the word below that on top is an account. */
const ofCalls = new Set([0xf1, 0xf2, 0xf4, 0xfa]);

/**
 * What an access list could name (EIP-2930): accounts and slots that instructions name, also those that fail. Accounts
 * that come to be touched otherwise, as a creation's own, are warm anyway.
 */
export function accessListTracer(): TracerMaker<Accesses> {
  return () => {
    const accesses = new Map<Address, Set<Hash>>();
    const slotsOf = (address: Address) => {
      const slots = accesses.get(address) ?? new Set<Hash>();
      accesses.set(address, slots);
      return slots;
    };
    return {
      events: stepEvents,
      step(step) {
        const { opcode, height } = step;
        if (ofSlots.has(opcode) && height >= 1) slotsOf(step.address).add(step.word(0));
        else if (ofAccounts.has(opcode) && height >= 1) slotsOf(addressAt(step, 0));
        else if (ofCalls.has(opcode) && height >= 2) slotsOf(addressAt(step, 1));
      },
      result: () => accesses,
    };
  };
}

/** The address in a word of the stack: its upper twelve bytes do not count. */
function addressAt(step: Step, below: number): Address {
  return `0x${step.word(below).slice(26)}`;
}
