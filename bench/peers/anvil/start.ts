import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RpcClient } from './rpc.ts';

/** A running anvil. */
export interface Anvil {
  rpc: RpcClient;
  /** Ends the process; it is also ended with ours. */
  stop(): Promise<void>;
}

/** How long a start may take, in ms; a genesis of 10,000 accounts takes about 300. */
const startTimeoutMs = 30_000;

/**
 * Starts anvil over a genesis (in geth's format) on a free port of 127.0.0.1. It mines only when told.
 * @throws {Error} when it ends or does not answer within 30 seconds.
 */
export async function startAnvil(
  binary: string,
  genesis: object,
  args: readonly string[] = [],
): Promise<Anvil> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-bench-'));
  const genesisPath = join(folder, 'genesis.json');
  writeFileSync(genesisPath, JSON.stringify(genesis));
  const port = await freePort();
  const fixed = ['--host', '127.0.0.1', '--port', `${port}`, '--init', genesisPath];
  const quiet = ['--quiet', '--accounts', '0', '--no-mining', '--no-request-size-limit'];
  const child = spawn(binary, [...fixed, ...quiet, ...args], { stdio: 'ignore' });
  // Nothing may outlive a benchmark: every exit of this process runs this, and these signals become exits.
  const end = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const leave = () => process.exit(1);
  process.once('exit', end).once('SIGTERM', leave).once('SIGHUP', leave);
  const rpc = new RpcClient(`http://127.0.0.1:${port}`);
  const stop = async () => {
    process.off('exit', end).off('SIGTERM', leave).off('SIGHUP', leave);
    const ended = child.exitCode === null && new Promise((resolve) => child.once('exit', resolve));
    end();
    await ended;
  };
  await untilAnswering(child, rpc).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { rpc, stop };
}

async function untilAnswering(child: ChildProcess, rpc: RpcClient): Promise<void> {
  let spawnError: Error | undefined;
  child.once('error', (error) => {
    spawnError = error;
  });
  for (const end = Date.now() + startTimeoutMs; Date.now() < end; await sleep(50)) {
    if (spawnError) throw spawnError;
    if (child.exitCode !== null)
      throw new Error(`anvil ended at its start with exit code ${child.exitCode}.`);
    const isUp = await rpc.call('eth_chainId').then(
      () => true,
      () => false,
    );
    if (isUp) return;
  }
  throw new Error(`anvil did not answer within ${startTimeoutMs / 1000} seconds.`);
}

/** A port that nothing listens on now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
