import { createRequire } from 'node:module';

const platforms: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'win32' };
const architectures: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Path of the anvil binary that npm installed, undefined when there is none for this platform. It comes as an optional
 * dependency of @foundry-rs/anvil, so nothing has to be downloaded, and is started directly: the package's own
 * launcher would be one process more to end.
 */
export function anvilBinary(): string | undefined {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'));
  const platform = `${platforms[process.platform]}-${architectures[process.arch]}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  try {
    return resolve(`@foundry-rs/anvil-${platform}/bin/anvil${suffix}`);
  } catch {
    return undefined;
  }
}
