import { type ForkchoiceVersion, forkchoiceState, updateForkchoice } from '../../consensus/forkchoice.ts';
import { attributesV1OrV2 } from '../../consensus/readAttributes.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';

import { anything, optional } from '../../params/param.ts';

const version: ForkchoiceVersion = {
  attributes: attributesV1OrV2,
  eras: ['paris', 'shanghai'],
  fits: ({ withdrawals }, era) => (withdrawals !== undefined) === (era === 'shanghai'),
};

export const forkchoiceUpdatedV2 = method(
  'engine_forkchoiceUpdatedV2',
  [forkchoiceState, optional(anything, undefined)],
  (context, [state, attributes]) => updateForkchoice(part(context, 'consensus'), state, attributes, version),
);
