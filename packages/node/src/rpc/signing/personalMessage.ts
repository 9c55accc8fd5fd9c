/** A message with the prefix that keeps it from being a transaction (EIP-191, version 0x45). */
export function personalMessage(message: Uint8Array): Uint8Array {
  const prefix = `\u0019Ethereum Signed Message:\n${message.length}`;
  return Buffer.concat([Buffer.from(prefix, 'utf8'), message]);
}
