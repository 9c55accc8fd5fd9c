import { type ForkchoiceVersion, forkchoiceState, updateForkchoice } from '../../consensus/forkchoice.ts';
import { attributesV3 } from '../../consensus/readAttributes.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';

import { anything, optional } from '../../params/param.ts';

const version: ForkchoiceVersion = {
  attributes: attributesV3,
  eras: ['cancun', 'prague', 'osaka'],
  fits: () => true,
};

export const forkchoiceUpdatedV3 = method(
  'engine_forkchoiceUpdatedV3',
  [forkchoiceState, optional(anything, undefined)],
  (context, [state, attributes]) => updateForkchoice(part(context, 'consensus'), state, attributes, version),
);
