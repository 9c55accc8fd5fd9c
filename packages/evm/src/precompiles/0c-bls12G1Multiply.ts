import { bls12G1 } from './bls12.ts';
import { type Discounts, multiplicationGas } from './bls12Discounts.ts';
import { SCALAR_BYTES } from './mcl.ts';
import type { Precompile } from './precompile.ts';

// biome-ignore format: a table of figures reads better in rows
const discounts: Discounts = [
  1000, 949, 848, 797, 764, 750, 738, 728, 719, 712, 705, 698, 692, 687, 682, 677, 673, 669, 665, 661,
  658, 654, 651, 648, 645, 642, 640, 637, 635, 632, 630, 627, 625, 623, 621, 619, 617, 615, 613, 611,
  609, 608, 606, 604, 603, 601, 599, 598, 596, 595, 593, 592, 591, 589, 588, 586, 585, 584, 582, 581,
  580, 579, 577, 576, 575, 574, 573, 572, 570, 569, 568, 567, 566, 565, 564, 563, 562, 561, 560, 559,
  558, 557, 556, 555, 554, 553, 552, 551, 550, 549, 548, 547, 547, 546, 545, 544, 543, 542, 541, 540,
  540, 539, 538, 537, 536, 536, 535, 534, 533, 532, 532, 531, 530, 529, 528, 528, 527, 526, 525, 525,
  524, 523, 522, 522, 521, 520, 520, 519,
];

const ITEM_BYTES = bls12G1.encodedBytes + SCALAR_BYTES;

/** Sum of points of BLS12-381's G1 times scalars: input is a point of 128 bytes and a scalar of 32, repeated (EIP-2537). */
export const bls12G1Multiply: Precompile = {
  address: 0x0c,
  name: 'BLS12_G1MSM',
  since: 'prague',
  gas: (input) => multiplicationGas(Math.floor(input.length / ITEM_BYTES), 12000n, discounts),
  run: (input) => {
    const isComplete = input.length > 0 && input.length % ITEM_BYTES === 0;
    return isComplete ? bls12G1.multiplyEncoded(input) : undefined;
  },
};
