import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJwtSecret } from './jwtSecret.ts';

const place = () => join(mkdtempSync(join(tmpdir(), 'heddle-jwt-')), 'jwt.hex');

test('makes a secret for its owner only, and finds it again', async () => {
  const path = place();
  const secret = await readJwtSecret(path);
  expect(secret).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe(`0x${Buffer.from(secret).toString('hex')}`);
  expect(await readJwtSecret(path)).toEqual(secret);
});

test.each(['', 'abc', `0x${'0'.repeat(63)}`, `${'0'.repeat(64)}g`])(
  'refuses a file with %j',
  async (content) => {
    const path = place();
    writeFileSync(path, content);
    await expect(readJwtSecret(path)).rejects.toMatchObject({ code: 'JWT_SECRET_MALFORMED' });
  },
);

test('takes a secret without 0x and with a line end', async () => {
  const path = place();
  writeFileSync(path, `${'ab'.repeat(32)}\n`);
  expect(await readJwtSecret(path)).toEqual(Buffer.from('ab'.repeat(32), 'hex'));
});
