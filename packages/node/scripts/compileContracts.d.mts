interface Artifact {
  abi: unknown[];
  code: string;
  selectors: Record<string, string>;
  storage: Record<string, { slot: number; offset: number }>;
}

export function compileContracts(): Record<string, Artifact>;
