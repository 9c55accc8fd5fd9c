/** Thousandths of the price of one multiplication, for 1, 2, 3 … of them in a call; the last goes on (EIP-2537). */
export type Discounts = readonly number[];

/** Gas of `count` multiplications in one call, each at `price` less the discount. */
export function multiplicationGas(count: number, price: bigint, discounts: Discounts): bigint {
  if (count === 0) return 0n;
  const discount = discounts[Math.min(count, discounts.length) - 1] as number;
  return (BigInt(count) * price * BigInt(discount)) / 1000n;
}
