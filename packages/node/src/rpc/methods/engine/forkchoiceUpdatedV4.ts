import { type ForkchoiceVersion, forkchoiceState, updateForkchoice } from '../../consensus/forkchoice.ts';
import { attributesV4 } from '../../consensus/readAttributes.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { fixedData } from '../../params/hex.ts';
import { anything, optional } from '../../params/param.ts';

const version: ForkchoiceVersion = { attributes: attributesV4, eras: ['amsterdam'], fits: () => true };

/** The third parameter, the columns that the consensus client keeps, says nothing here: blobs are kept whole. */
export const forkchoiceUpdatedV4 = method(
  'engine_forkchoiceUpdatedV4',
  [forkchoiceState, optional(anything, undefined), optional(fixedData(16, 'custody columns'), undefined)],
  (context, [state, attributes]) => updateForkchoice(part(context, 'consensus'), state, attributes, version),
);
