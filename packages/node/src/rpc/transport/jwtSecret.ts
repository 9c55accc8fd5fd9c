/** The secret that the node shares with its consensus client. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { HeddleError } from '@heddle/engine';

/** The secret's file holds something else. Code JWT_SECRET_MALFORMED. */
export class JwtSecretMalformedError extends HeddleError {
  constructor(facts: { path: string }) {
    super(
      'JWT_SECRET_MALFORMED',
      `${facts.path} does not hold a secret: 32 bytes in hexadecimal. Remove the file to have a new one made.`,
      facts,
    );
  }
}

/**
 * Reads the secret from its file, which is made, readable by its owner only, when it is not there.
 *
 * @throws JwtSecretMalformedError for a file that holds something else
 */
export async function readJwtSecret(path: string): Promise<Uint8Array> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    text = `0x${randomBytes(32).toString('hex')}`;
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  }
  const digits = text.trim().replace(/^0x/, '');
  if (!/^[0-9a-f]{64}$/i.test(digits)) throw new JwtSecretMalformedError({ path });
  return Buffer.from(digits, 'hex');
}
