/** Where the build puts a module for threads or processes of its own; the package's own tests run from the sources. */
export function threadModule(name: string): URL {
  const folder = import.meta.url.endsWith('.ts') ? '../../../dist/store/disk' : '.';
  return new URL(`${folder}/${name}.js`, import.meta.url);
}
