/**
 * Who has a store open. It stands in the database and changes hands in a transaction, so that two processes cannot both
 * take it from one that was killed, as they could with a file that is deleted and made anew.
 */
import { readFileSync } from 'node:fs';
import { StoreLockedError } from '../../errors/store.ts';
import { type BlockEnvironment, transact } from './environment.ts';

const OWNER = Buffer.from('owner');

interface Owner {
  pid: number;
  /** When the process began, where the system tells: numbers of processes are used again. */
  since: string | undefined;
}

/** Makes this process the owner. @throws StoreLockedError when a process that is alive is, this one or another */
export function takeOwnership(env: BlockEnvironment, dir: string): void {
  const { facts } = env.tables;
  transact(env, () => {
    const owner = facts.get(OWNER);
    if (owner !== undefined) {
      const { pid, since } = JSON.parse(Buffer.from(owner).toString()) as Owner;
      if (isAlive(pid) && sinceOf(pid) === since) throw new StoreLockedError({ dir, pid });
    }
    const self: Owner = { pid: process.pid, since: sinceOf(process.pid) };
    facts.putSync(OWNER, Buffer.from(JSON.stringify(self)));
  });
}

export function giveUpOwnership(env: BlockEnvironment): void {
  transact(env, () => env.tables.facts.removeSync(OWNER));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The boot and the tick in which a process began, on Linux; undefined elsewhere, and for one that is gone. */
function sinceOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything, come the state and the other fields; the twentieth is the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot} ${fields[19]}`;
  } catch {
    return undefined;
  }
}
