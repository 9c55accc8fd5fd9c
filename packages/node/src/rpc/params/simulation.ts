/** The argument of eth_simulateV1. */
import type { SimulatedCalls } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { callObject } from './callObject.ts';
import { fields } from './fields.ts';
import { blockOverrides, stateOverrides } from './overrides.ts';
import { boolean, listOf, type Param } from './param.ts';

const shape = fields({
  blockStateCalls: listOf(fields({ blockOverrides, stateOverrides, calls: listOf(callObject) })),
  traceTransfers: boolean,
  validation: boolean,
  returnFullTransactions: boolean,
});

/** What to simulate, and how to show it. */
export interface Simulation {
  blocks: SimulatedCalls[];
  traceTransfers: boolean;
  validation: boolean;
  returnFullTransactions: boolean;
}

export const simulation: Param<Simulation> = {
  read(value) {
    const read = shape.read(value);
    const { blockStateCalls: blocks = [], traceTransfers = false, validation = false } = read;
    if (blocks.length === 0) throw new ParamError('empty input: no blockStateCalls');
    return {
      blocks,
      traceTransfers,
      validation,
      returnFullTransactions: read.returnFullTransactions ?? false,
    };
  },
};
