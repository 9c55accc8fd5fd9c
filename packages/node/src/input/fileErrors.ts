import { CliError } from '../errors.ts';

const reasons: Record<string, string> = {
  ENOENT: 'no such file or folder. Check the path.',
  ENOTDIR: 'no such file or folder. Check the path.',
  EACCES: 'it may not be read. Check its permissions.',
  EPERM: 'it may not be read. Check its permissions.',
  EISDIR: 'it is a folder, not a file. Name a file.',
  ERR_FS_FILE_TOO_LARGE: 'the file is larger than 2 GiB. Split it.',
};

/** The system's error about a path, in words; errors that are not the system's pass through. */
export function explainFileError(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === undefined) return error;
  return new CliError(`${path}: ${reasons[code] ?? `it cannot be read (${code}).`}`, { cause: error });
}
