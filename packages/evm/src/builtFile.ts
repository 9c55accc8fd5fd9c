/** Where the build puts a file of this package's `dist`; the package's own tests run from the sources. */
export function builtFile(name: string): URL {
  return new URL(`${import.meta.url.endsWith('.ts') ? '../dist' : '..'}/${name}`, import.meta.url);
}
