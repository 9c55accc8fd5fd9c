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
  options: Pick<ExecuteOptions, 'accessLists' | 'blockAccessList'>;
}

/** Serial executions that listed what a block accesses: for each transaction, and for the block as a whole. */
export type Listed = Pick<BlockResult, 'accessLists' | 'blockAccessList'>;

/** `access-list` once for each sort of list that there is. */
function fromLists({ accessLists, blockAccessList }: Listed): Contestant[] {
  const mechanism = 'access-list';
  return [
    ...(accessLists === undefined ? [] : [{ name: mechanism, mechanism, options: { accessLists } } as const]),
    ...(blockAccessList === undefined
      ? []
      : [{ name: 'block access list', mechanism, options: { blockAccessList } } as const]),
  ];
}

/** The contestants, serial execution first. `auto` is none: it is one of the others. */
export function contestantsOf(listed: Listed): Contestant[] {
  return mechanisms.flatMap((mechanism): Contestant[] => {
    if (mechanism === 'auto') return [];
    if (mechanism === 'access-list') return fromLists(listed);
    return [{ name: mechanism, mechanism, options: {} }];
  });
}

/** Messages between workers; undefined where there is no such thing. */
export function messagesOf(report: Report): number | undefined {
  return report.messages && Object.values(report.messages.sent).reduce((sum, amount) => sum + amount, 0);
}

/** Which simulation stands for an execution; undefined when none does. */
export function simulationOf(
  { mechanism, options }: Contestant,
  report: Report,
): SimulatedMechanism | undefined {
  switch (mechanism) {
    case 'optimistic':
    case 'locks':
      return mechanism;
    case 'access-list':
      return options.blockAccessList === undefined ? 'access-list' : 'block-access-list';
    case 'message-passing':
      return `message-passing-${report.messages?.placement ?? 'affinity'}`;
    case 'serial':
    case 'auto':
      return undefined;
  }
}
