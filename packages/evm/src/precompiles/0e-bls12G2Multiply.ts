import { bls12G2 } from './bls12.ts';
import { type Discounts, multiplicationGas } from './bls12Discounts.ts';
import { SCALAR_BYTES } from './mcl.ts';
import type { Precompile } from './precompile.ts';

// biome-ignore format: a table of figures reads better in rows
const discounts: Discounts = [
  1000, 1000, 923, 884, 855, 832, 812, 796, 782, 770, 759, 749, 740, 732, 724, 717, 711, 704, 699, 693,
  688, 683, 679, 674, 670, 666, 663, 659, 655, 652, 649, 646, 643, 640, 637, 634, 632, 629, 627, 624,
  622, 620, 618, 615, 613, 611, 609, 607, 606, 604, 602, 600, 598, 597, 595, 593, 592, 590, 589, 587,
  586, 584, 583, 582, 580, 579, 578, 576, 575, 574, 573, 571, 570, 569, 568, 567, 566, 565, 563, 562,
  561, 560, 559, 558, 557, 556, 555, 554, 553, 552, 552, 551, 550, 549, 548, 547, 546, 545, 545, 544,
  543, 542, 541, 541, 540, 539, 538, 537, 537, 536, 535, 535, 534, 533, 532, 532, 531, 530, 530, 529,
  528, 528, 527, 526, 526, 525, 524, 524,
];

const ITEM_BYTES = bls12G2.encodedBytes + SCALAR_BYTES;

/** Sum of points of BLS12-381's G2 times scalars: input is a point of 256 bytes and a scalar of 32, repeated (EIP-2537). */
export const bls12G2Multiply: Precompile = {
  address: 0x0e,
  name: 'BLS12_G2MSM',
  since: 'prague',
  gas: (input) => multiplicationGas(Math.floor(input.length / ITEM_BYTES), 22500n, discounts),
  run: (input) => {
    const isComplete = input.length > 0 && input.length % ITEM_BYTES === 0;
    return isComplete ? bls12G2.multiplyEncoded(input) : undefined;
  },
};
