/** Every way of executing a block that can be compared: the engine's mechanisms, and what they want to be given. */
import {
  type BlockResult,
  type ExecuteOptions,
  type Mechanism,
  mechanisms,
  type Report,
  type SimulatedMechanism,
} from '@heddle/engine';

export interface Contestant {
  name: string;
  mechanism: Mechanism;
  /** What it is given beside the block: lists that somebody made beforehand. */
  options: Pick<ExecuteOptions, 'blockAccessList'>;
}

/** A mechanism that is given a list of what the block accesses, under a name that says so. */
const byList: Partial<Record<Mechanism, string>> = { 'access-list': 'access-list (of the block)' };

/**
 * The contestants, serial execution first.
 *
 * @param listed a serial execution that listed what the block accesses
 */
export function contestantsOf({ blockAccessList }: Pick<BlockResult, 'blockAccessList'>): Contestant[] {
  return mechanisms.flatMap((mechanism): Contestant[] => {
    const name = byList[mechanism];
    if (name === undefined) return [{ name: mechanism, mechanism, options: {} }];
    return blockAccessList === undefined ? [] : [{ name, mechanism, options: { blockAccessList } }];
  });
}

/** Notes of mechanisms that send messages. */
interface Sending {
  messages?: { sent: Readonly<Record<string, number>>; placement: 'affinity' | 'hash' };
}

/** Messages between workers; undefined where there is no such thing. */
export function messagesOf(report: Report & Sending): number | undefined {
  return report.messages && Object.values(report.messages.sent).reduce((sum, amount) => sum + amount, 0);
}

/** Which simulation stands for an execution; undefined when none does. */
export function simulationOf(report: Report & Sending): SimulatedMechanism | undefined {
  const names: Readonly<Record<string, SimulatedMechanism>> = {
    optimistic: 'optimistic',
    locks: 'locks',
    'access-list': 'block-access-list',
    'message-passing': `message-passing-${report.messages?.placement ?? 'affinity'}`,
  };
  return names[report.mechanism];
}
