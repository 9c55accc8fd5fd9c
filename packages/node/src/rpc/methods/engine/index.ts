/** The methods of `engine_`. */
import type { RpcMethod } from '../../method.ts';
import { exchangeCapabilities } from './exchangeCapabilities.ts';
import { forkchoiceUpdatedV1 } from './forkchoiceUpdatedV1.ts';
import { forkchoiceUpdatedV2 } from './forkchoiceUpdatedV2.ts';
import { forkchoiceUpdatedV3 } from './forkchoiceUpdatedV3.ts';
import { forkchoiceUpdatedV4 } from './forkchoiceUpdatedV4.ts';
import { getBlobsV1 } from './getBlobsV1.ts';
import { getBlobsV2 } from './getBlobsV2.ts';
import { getBlobsV3 } from './getBlobsV3.ts';
import { getClientVersionV1 } from './getClientVersionV1.ts';
import { getPayloadBodiesByHashV1 } from './getPayloadBodiesByHashV1.ts';
import { getPayloadBodiesByHashV2 } from './getPayloadBodiesByHashV2.ts';
import { getPayloadBodiesByRangeV1 } from './getPayloadBodiesByRangeV1.ts';
import { getPayloadBodiesByRangeV2 } from './getPayloadBodiesByRangeV2.ts';
import { getPayloadV1 } from './getPayloadV1.ts';
import { getPayloadV2 } from './getPayloadV2.ts';
import { getPayloadV3 } from './getPayloadV3.ts';
import { getPayloadV4 } from './getPayloadV4.ts';
import { getPayloadV5 } from './getPayloadV5.ts';
import { getPayloadV6 } from './getPayloadV6.ts';
import { newPayloadV1 } from './newPayloadV1.ts';
import { newPayloadV2 } from './newPayloadV2.ts';
import { newPayloadV3 } from './newPayloadV3.ts';
import { newPayloadV4 } from './newPayloadV4.ts';
import { newPayloadV5 } from './newPayloadV5.ts';

const versioned: readonly RpcMethod[] = [
  forkchoiceUpdatedV1,
  forkchoiceUpdatedV2,
  forkchoiceUpdatedV3,
  forkchoiceUpdatedV4,
  getBlobsV1,
  getBlobsV2,
  getBlobsV3,
  getClientVersionV1,
  getPayloadBodiesByHashV1,
  getPayloadBodiesByHashV2,
  getPayloadBodiesByRangeV1,
  getPayloadBodiesByRangeV2,
  getPayloadV1,
  getPayloadV2,
  getPayloadV3,
  getPayloadV4,
  getPayloadV5,
  getPayloadV6,
  newPayloadV1,
  newPayloadV2,
  newPayloadV3,
  newPayloadV4,
  newPayloadV5,
];

export const engineMethods: readonly RpcMethod[] = [
  exchangeCapabilities(versioned.map(({ name }) => name)),
  ...versioned,
];
