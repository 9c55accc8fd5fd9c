/** Opens the store in a folder. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StoreDamagedError, StoreMissingError, StoreSettingError } from '../../errors/store.ts';
import type { ChainStore, StoreSettings } from '../chainStore.ts';
import { type StoreOptions, settingsOf } from '../settings.ts';
import { checkDataFile } from './dataFile.ts';
import { DiskStore } from './diskStore.ts';
import {
  type BlockEnvironment,
  blockTables,
  openRoot,
  pathOf,
  type Root,
  type StateEnvironment,
  type StoreAddress,
  stateTables,
  transact,
} from './environment.ts';
import { factNames } from './factNames.ts';
import { storeErrorOf } from './failures.ts';
import { giveUpOwnership, takeOwnership } from './owner.ts';
import { openOwnTables } from './schema.ts';
import { StoreThreads } from './storeThreads.ts';

/** How the store of a folder is opened. */
export interface DiskStoreOptions extends StoreOptions {
  /** Makes a store where there is none; default true. */
  create?: boolean;
  /**
   * Waits until the disk has what is written; default true. Without it, what a power failure leaves of the last seconds, and
   * whether the store can be opened at all, is up to the system. The end of the process alone loses nothing either way.
   */
  sync?: boolean;
}

/**
 * Opens the store in a folder, or makes one there. One process may have it open at a time, once.
 *
 * @throws StoreMissingError, StoreLockedError, StoreVersionError, StoreDamagedError, StoreAccessError, StoreSettingError,
 *   StoreFullError, OptionInvalidError
 */
export async function openDiskStore(folder: string, options: DiskStoreOptions = {}): Promise<ChainStore> {
  const settings = settingsOf(options);
  const dir = resolve(folder);
  const opened: (() => unknown)[] = [];
  try {
    prepareFolders(dir, options.create ?? true);
    const address: StoreAddress = { dir, isSynced: options.sync ?? true };
    const blocks = openOwnBlocks(address, opened);
    const state = openOwnState(address, opened);
    checkTogether(blocks, state);
    const made: StoreSettings = { ...settings, archive: settleArchive(state, dir, options.archive) };
    const threads = await StoreThreads.start(address);
    opened.push(() => threads.close());
    return new DiskStore({ address, settings: made, blocks, state, threads, release: () => release(opened) });
  } catch (error) {
    await release(opened).catch(() => undefined);
    throw storeErrorOf(error, dir);
  }
}

/** Undoes what was opened, the last first. */
async function release(opened: (() => unknown)[]): Promise<void> {
  for (const undo of opened.splice(0).reverse()) await undo();
}

/** @throws StoreMissingError, StoreDamagedError, what the system says of folders that cannot be made */
function prepareFolders(dir: string, mayCreate: boolean): void {
  const paths = [pathOf.blocks(dir), pathOf.state(dir)];
  if (!mayCreate && !paths.some(existsSync)) throw new StoreMissingError({ dir });
  for (const path of paths) {
    mkdirSync(path, { recursive: true });
    const file = join(path, 'data.mdb');
    if (existsSync(file)) checkDataFile(file);
  }
}

function openOwnBlocks({ dir, isSynced }: StoreAddress, opened: (() => unknown)[]): BlockEnvironment {
  const path = pathOf.blocks(dir);
  const root = openTracked(path, isSynced, opened);
  const blocks = openOwnTables(root, path, 'blocks', blockTables);
  takeOwnership(blocks, dir);
  opened.push(() => giveUpOwnership(blocks));
  return blocks;
}

function openOwnState({ dir, isSynced }: StoreAddress, opened: (() => unknown)[]): StateEnvironment {
  const path = pathOf.state(dir);
  return openOwnTables(openTracked(path, isSynced, opened), path, 'state', stateTables);
}

function openTracked(path: string, isSynced: boolean, opened: (() => unknown)[]): Root {
  const root = openRoot(path, isSynced);
  opened.push(() => root.close());
  return root;
}

/** A store begins with its state, then its blocks: where there are blocks there is a state. */
function checkTogether(blocks: BlockEnvironment, state: StateEnvironment): void {
  const hasBegun = blocks.tables.facts.get(factNames.genesis) !== undefined;
  if (hasBegun && state.tables.facts.get(factNames.marker) === undefined) {
    const file = join(state.path, 'data.mdb');
    throw new StoreDamagedError({ file, reason: 'the state of the blocks beside it is not in it' });
  }
}

/** @returns whether the store is an archive. @throws StoreSettingError when it was made otherwise than asked */
function settleArchive(
  { tables, ...env }: StateEnvironment,
  dir: string,
  asked: boolean | undefined,
): boolean {
  const bytes = tables.facts.get(factNames.archive);
  if (bytes === undefined) {
    const archive = asked ?? false;
    transact({ tables, ...env }, () =>
      tables.facts.putSync(factNames.archive, Uint8Array.of(archive ? 1 : 0)),
    );
    return archive;
  }
  const made = bytes[0] === 1;
  if (asked !== undefined && asked !== made)
    throw new StoreSettingError({ dir, setting: 'archive', made, asked });
  return made;
}
