import { byteLength256 } from './compare';
import { copy256, set64 } from './move';
import { mul256 } from './multiply';
import { FIRST } from './scratch';

/**
 * `out` = `base` ^ `exponent` mod 2^256, 0^0 being 1: squares once per bit of the exponent, from its top bit
 * down.
 */
export function exp256(base: usize, exponent: usize, out: usize, scratch: usize): void {
  const power = scratch + FIRST;
  set64(power, 1);
  for (let index = byteLength256(exponent) - 1; index >= 0; index--) {
    const digits = <u32>load<u8>(exponent + index);
    for (let bit: u32 = 128; bit != 0; bit >>= 1) {
      mul256(power, power, power);
      if ((digits & bit) != 0) mul256(power, base, power);
    }
  }
  copy256(out, power);
}
