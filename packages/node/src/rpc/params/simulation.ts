/** The argument of eth_simulateV1. */
import type { SimulateRequest } from '../callApi.ts';
import { ParamError } from '../errors.ts';
import { callObject } from './callObject.ts';
import { fields } from './fields.ts';
import { blockOverrides, stateOverrides } from './overrides.ts';
import { boolean, listOf, type Param } from './param.ts';

/** As execution-apis has them. */
const MAX_BLOCKS = 256;
const MAX_CALLS = 1_000;

const blockCalls = fields({ blockOverrides, stateOverrides, calls: listOf(callObject, MAX_CALLS) });

const shape = fields({
  blockStateCalls: listOf(blockCalls, MAX_BLOCKS),
  traceTransfers: boolean,
  validation: boolean,
  returnFullTransactions: boolean,
});

/** What to simulate, the block before it apart, and how to show it. */
export type Simulation = Omit<SimulateRequest, 'block'> & { returnFullTransactions: boolean };

export const simulation: Param<Simulation> = {
  read(value) {
    const read = shape.read(value);
    const { blockStateCalls = [], traceTransfers = false, validation = false } = read;
    if (blockStateCalls.length === 0) throw new ParamError('empty input: no blockStateCalls');
    const blocks = blockStateCalls.map(
      ({ blockOverrides: block = {}, stateOverrides: state, calls = [] }) => ({
        blockOverrides: block,
        stateOverrides: state ?? new Map(),
        calls,
      }),
    );
    return {
      blocks,
      traceTransfers,
      validation,
      returnFullTransactions: read.returnFullTransactions ?? false,
    };
  },
};
