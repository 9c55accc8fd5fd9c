/** All tracers at once on each transaction, with what they must agree on. */
import {
  type Block,
  type CallFrame,
  callTracer,
  flatCallTracer,
  fourByteTracer,
  type Outcome,
  type Prestate,
  prestateTracer,
  type StateReader,
  type StructLog,
  structLogger,
  type Traced,
  type TracedState,
  type Tracer,
  traceBlock,
} from '@heddle/engine';

/** What the tracers made of a transaction. */
export interface AllTraces {
  outcome: Outcome;
  call: CallFrame;
  pre: TracedState;
  diff: { pre: TracedState; post: TracedState };
  /** Steps that the struct logger saw. */
  steps: number;
  /** Sum of what it says that they cost: calls count what they hand over. */
  gas: number;
}

/** Tells several tracers the same. */
function together(traced: Traced, state: StateReader): Tracer<AllTraces> {
  const codeOf = (hash: `0x${string}`) => state.code(hash);
  let steps = 0;
  let gas = 0;
  const onLog = ({ gasCost }: StructLog) => {
    steps++;
    gas += gasCost;
  };
  const logger = structLogger({ enableReturnData: true, onLog })(traced);
  const call = callTracer({ withLog: true })(traced);
  const pre = prestateTracer({}, codeOf)(traced);
  const diff = prestateTracer({ diffMode: true }, codeOf)(traced);
  const others = [flatCallTracer()(traced), fourByteTracer()(traced)];
  const tracers: Tracer[] = [logger, call, pre, diff, ...others];
  return {
    events: logger.events,
    step: (step) => logger.step?.(step),
    stepDone: (step, cost, error) => logger.stepDone?.(step, cost, error),
    stepUndone: () => logger.stepUndone?.(),
    enter(frame) {
      for (const tracer of tracers) tracer.enter?.(frame);
    },
    exit(frame) {
      for (const tracer of tracers) tracer.exit?.(frame);
    },
    log(log) {
      for (const tracer of tracers) tracer.log?.(log);
    },
    settled(view) {
      for (const tracer of tracers) tracer.settled?.(view);
    },
    async result(outcome) {
      for (const other of others) await other.result(outcome);
      return {
        outcome,
        call: (await call.result(outcome)) as CallFrame,
        pre: (await pre.result(outcome)) as TracedState,
        diff: (await diff.result(outcome)) as Exclude<Prestate, TracedState> as AllTraces['diff'],
        steps,
        gas,
      };
    },
  };
}

/** Traces a block with all tracers. Code that a transaction deploys is found by those after it. */
export async function traceAll(block: Block, state: StateReader): Promise<AllTraces[]> {
  const traces: AllTraces[] = [];
  const tracer = (traced: Traced) => together(traced, state);
  for await (const { result } of traceBlock(block, state, { tracer })) traces.push(result);
  return traces;
}
