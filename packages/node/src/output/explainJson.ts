import { type Collision, type Location, lowerBoundMs } from '@heddle/engine';
import type { ExplainedCollision, Explanation } from '../run/explainBlock.ts';
import type { Catalogue } from '../solidity/catalogue.ts';

/** Cores for which the JSON has the lower bound. */
const boundCores = [1, 2, 4, 8, 16, 32, 64, 128];

function locationJson(location: Location, codes: Collision['codes'], catalogue: Catalogue) {
  const { address, kind, slot } = location;
  return {
    address,
    contract:
      [address, ...codes].map((each) => catalogue.nameOf(each)).find((name) => name !== undefined) ?? null,
    kind,
    slot: slot ?? null,
    variable: catalogue.variableAt({ location, codes }) ?? null,
  };
}

function collisionJson(collision: ExplainedCollision, catalogue: Catalogue) {
  const { location, codes, readers, writers, pathSteps, pathMs, aborted, functions } = collision;
  return {
    ...locationJson(location, codes, catalogue),
    pathSteps,
    pathMs,
    readers,
    writers,
    aborted,
    functions: functions.map(({ contract, selector, reads, writes }) => ({
      contract: contract ?? null,
      selector: selector ?? null,
      signature: (selector && catalogue.signatureOf(selector)) ?? null,
      reads,
      writes,
    })),
  };
}

function explanationJson(explanation: Explanation) {
  const {
    source,
    number,
    hardfork,
    gasUsed,
    serialMs,
    record,
    path,
    collisions,
    obstacles,
    retries,
    catalogue,
  } = explanation;
  const codesAt = new Map(collisions.map(({ location, codes }) => [location, codes]));
  return {
    source,
    number: Number(number),
    hardfork,
    transactions: record.transactions.length,
    gasUsed: Number(gasUsed),
    serialMs,
    workMs: path.workMs,
    criticalPath: {
      ms: path.ms,
      share: path.share,
      steps: path.steps.map(({ txIndex, ms, via }) => ({
        txIndex,
        ms,
        waitsFor: via?.on ?? null,
        at: via === undefined ? null : locationJson(via.location, codesAt.get(via.location) ?? [], catalogue),
      })),
    },
    lowerBounds: boundCores.map((cores) => ({ cores, ms: lowerBoundMs(path, cores) })),
    collisions: collisions.map((each) => collisionJson(each, catalogue)),
    obstacles: obstacles.map((each) => ({ ...each, name: catalogue.nameOf(each.address) ?? null })),
    optimistic: retries,
  };
}

/** The JSON of `heddle explain --json`; times in milliseconds, nothing left out. */
export function explainJson(explanations: readonly Explanation[]): string {
  return `${JSON.stringify({ blocks: explanations.map(explanationJson) }, null, 2)}\n`;
}
