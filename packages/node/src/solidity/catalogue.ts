/** Names for addresses, slots and selectors, out of the artifacts that a user gives. */
import type { Address, Collision, Hash, Hex } from '@heddle/engine';
import type { Artifact } from './artifact.ts';
import { Preimages } from './preimages.ts';
import { isCodeOf } from './recognise.ts';
import { describeSlot, SlotResolver } from './resolveSlot.ts';
import { signaturesOf } from './selectors.ts';

/** Artifacts, and where a user says that they belong. */
export interface GivenArtifact extends Artifact {
  /** Undefined: wherever its code is. */
  address: Address | undefined;
}

/** Code by address, for the addresses in question. */
export type CodeByAddress = ReadonlyMap<Address, Uint8Array>;

/** What is known of the contracts of a block. */
export class Catalogue {
  readonly #given: readonly GivenArtifact[];
  readonly #codes: CodeByAddress;
  readonly #preimages: Preimages;
  readonly #signatures = new Map<Hex, string>();
  readonly #found = new Map<Address, Artifact | undefined>();
  readonly #resolvers = new Map<Artifact, SlotResolver>();

  constructor(
    given: readonly GivenArtifact[],
    codes: CodeByAddress,
    preimages: readonly { hash: Hash; input: Hex }[],
  ) {
    this.#given = given;
    this.#codes = codes;
    this.#preimages = new Preimages(preimages);
    for (const { abi } of given)
      for (const [selector, signature] of signaturesOf(abi)) this.#signatures.set(selector, signature);
  }

  /** The name of the contract at an address; undefined when no artifact is its. */
  nameOf(address: Address): string | undefined {
    return this.#artifactAt(address)?.name;
  }

  /** `transfer(address,uint256)`; undefined for a selector in no ABI. */
  signatureOf(selector: Hex): string | undefined {
    return this.#signatures.get(selector);
  }

  /**
   * What a slot holds: `Token.balances[0x12…]` where a layout knows it, `slot 3[0x12…]` where only the hashing does,
   * else undefined. Behind a proxy the layout is that of the code that ran.
   */
  variableAt({ location, codes }: Pick<Collision, 'location' | 'codes'>): string | undefined {
    const { address, slot } = location;
    if (slot === undefined) return undefined;
    for (const candidate of [...codes, address]) {
      const artifact = this.#artifactAt(candidate);
      const variable = artifact && this.#resolverOf(artifact)?.resolve(slot);
      if (variable !== undefined) return `${artifact?.name}.${variable}`;
    }
    return describeSlot(slot, this.#preimages);
  }

  #artifactAt(address: Address): Artifact | undefined {
    if (!this.#found.has(address)) this.#found.set(address, this.#find(address));
    return this.#found.get(address);
  }

  #find(address: Address): Artifact | undefined {
    const said = this.#given.find((artifact) => artifact.address === address);
    if (said !== undefined) return said;
    const code = this.#codes.get(address);
    const isHere = (artifact: GivenArtifact) =>
      artifact.address === undefined && artifact.code !== undefined && isCodeOf(artifact.code, code!);
    return code === undefined ? undefined : this.#given.find(isHere);
  }

  #resolverOf(artifact: Artifact): SlotResolver | undefined {
    const { layout } = artifact;
    if (layout === undefined) return undefined;
    const known = this.#resolvers.get(artifact) ?? new SlotResolver(layout, this.#preimages);
    this.#resolvers.set(artifact, known);
    return known;
  }
}
