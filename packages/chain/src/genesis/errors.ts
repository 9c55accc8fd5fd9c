/** What can be wrong with a genesis file. */
import { HeddleError } from '@heddle/engine';

/** A value of the file as people see it, cut short. */
function shown(value: unknown): string {
  return value === undefined ? 'missing' : `${JSON.stringify(value)?.slice(0, 80)}`;
}

/** A field that is missing, or has a value of another kind. Code GENESIS_MALFORMED. */
export class GenesisMalformedError extends HeddleError {
  /** @param facts.field path of the field, as `config.chainId`; @param facts.file where that is known */
  constructor(facts: { field: string; value: unknown; expected: string; file?: string }) {
    const where = facts.file ?? 'Genesis';
    super(
      'GENESIS_MALFORMED',
      `${where}: ${facts.field} is ${shown(facts.value)}, expected ${facts.expected}.`,
      facts,
    );
  }
}

/** Hardforks that do not follow each other in the order of the protocol. Code GENESIS_FORK_ORDER. */
export class ForkOrderError extends HeddleError {
  /** @param facts.field of the hardfork that comes too early, or is missing; @param facts.other the one it is compared with */
  constructor(facts: { field: string; value: bigint | undefined; other: string; otherValue: bigint }) {
    const { field, value, other, otherValue } = facts;
    const problem =
      value === undefined
        ? `${field} is missing although ${other}, which comes later, is ${otherValue}`
        : `${field} is ${value}, before ${other} at ${otherValue}`;
    super('GENESIS_FORK_ORDER', `Genesis: ${problem}. Hardforks come in the order of the protocol.`, facts);
  }
}

/** Something that a chain may have and Heddle has not. Code GENESIS_UNSUPPORTED. */
export class GenesisUnsupportedError extends HeddleError {
  constructor(facts: { field: string; value: unknown; reason: string }) {
    super('GENESIS_UNSUPPORTED', `Genesis: ${facts.field} is ${shown(facts.value)}; ${facts.reason}.`, facts);
  }
}
