/** How many blobs the blocks of a chain hold, hardfork by hardfork (EIP-7892). */
import { type Hardfork, rulesOf, type ScheduledHardfork } from '@heddle/engine';
import { GenesisUnsupportedError } from './errors.ts';
import type { GenesisFields } from './fields.ts';

interface BlobFigures {
  target: bigint;
  max: bigint;
  baseFeeUpdateFraction: bigint;
}

/**
 * Checks that the chain's figures are those that Heddle has for its hardforks: they are part of a hardfork here.
 *
 * @throws GenesisUnsupportedError naming the first hardfork with others
 */
export function checkBlobSchedule(config: GenesisFields, schedule: readonly ScheduledHardfork[]): void {
  const given = config.child('blobSchedule');
  let inForce: BlobFigures | undefined;
  for (const [hardfork] of schedule) {
    if (!rulesOf(hardfork).blobs) continue;
    const ours = oursAt(hardfork);
    const figures = given && readFigures(given, hardfork);
    // Amsterdam says nothing about blobs: without figures of its own it goes on with those before it.
    inForce = figures ?? (hardfork === 'amsterdam' ? (inForce ?? ours) : ours);
    const differing = (Object.keys(ours) as (keyof BlobFigures)[]).find(
      (name) => inForce?.[name] !== ours[name],
    );
    if (differing === undefined) continue;
    throw new GenesisUnsupportedError({
      field: config.path(`blobSchedule.${hardfork}.${differing}`),
      value: `${inForce[differing]}`,
      reason: `Heddle has ${ours[differing]} for that hardfork`,
    });
  }
}

function oursAt(hardfork: Hardfork): BlobFigures {
  const { blobTarget, blobMax, blobFeeUpdateFraction } = rulesOf(hardfork);
  return {
    target: BigInt(blobTarget),
    max: BigInt(blobMax),
    baseFeeUpdateFraction: BigInt(blobFeeUpdateFraction),
  };
}

function readFigures(schedule: GenesisFields, hardfork: Hardfork): BlobFigures | undefined {
  const fields = schedule.child(hardfork);
  return (
    fields && {
      target: fields.needNumber('target'),
      max: fields.needNumber('max'),
      baseFeeUpdateFraction: fields.needNumber('baseFeeUpdateFraction'),
    }
  );
}
