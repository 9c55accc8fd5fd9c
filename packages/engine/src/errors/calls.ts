import { HeddleError } from '../errors.ts';
import type { Address, Hex } from '../types.ts';

/** An override that contradicts another one or what is there. Code OVERRIDE_INVALID. */
export class OverrideInvalidError extends HeddleError {
  constructor(facts: { address: Address; reason: string }) {
    super('OVERRIDE_INVALID', `Override: account ${facts.address} ${facts.reason}.`, facts);
  }
}

/** The call whose gas was to be estimated reverts with whatever gas. Code CALL_REVERTED. */
export class CallRevertedError extends HeddleError {
  /** Output of the revert. */
  readonly data: Hex;

  constructor(facts: { data: Hex; reason: string | undefined }) {
    super(
      'CALL_REVERTED',
      `execution reverted${facts.reason === undefined ? '' : `: ${facts.reason}`}`,
      facts,
    );
    this.data = facts.data;
  }
}

/** The call whose gas was to be estimated fails with whatever gas. Code CALL_HALTED; `facts.reason` is geth's sentence. */
export class CallHaltedError extends HeddleError {
  constructor(facts: { reason: string }) {
    super('CALL_HALTED', facts.reason, facts);
  }
}

/** The call needs more gas than it may have. Code GAS_ABOVE_ALLOWANCE. */
export class GasAboveAllowanceError extends HeddleError {
  constructor(facts: { allowance: bigint }) {
    super('GAS_ABOVE_ALLOWANCE', `gas required exceeds allowance (${facts.allowance})`, facts);
  }
}

/** Blocks that cannot follow each other in a simulation. Code SIMULATION_INVALID; `facts.rule` names what is broken. */
export class SimulationInvalidError extends HeddleError {
  constructor(facts: {
    rule: 'block number' | 'timestamp' | 'too many blocks' | 'block gas limit';
    actual: bigint;
    limit: bigint;
  }) {
    const sentences = {
      'block number': `block numbers must be in order: ${facts.actual} <= ${facts.limit}`,
      timestamp: `block timestamps must be in order: ${facts.actual} <= ${facts.limit}`,
      'too many blocks': `too many blocks: ${facts.actual}, at most ${facts.limit}`,
      'block gas limit': `block gas limit reached: ${facts.actual} >= ${facts.limit}`,
    };
    super('SIMULATION_INVALID', sentences[facts.rule], facts);
  }
}
