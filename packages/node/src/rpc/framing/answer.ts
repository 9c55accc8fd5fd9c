/** From the text of a message to the text of its answer. */
import type { Call } from '../call.ts';
import type { Dispatcher } from '../dispatcher.ts';
import { rpcCodes } from '../errors.ts';
import { mapError } from '../mapError.ts';
import { limitTime } from './deadline.ts';
import { isDeeperThan } from './depth.ts';
import { readRequest } from './request.ts';
import { errorText, invalidRequestText, parseErrorText, resultText } from './response.ts';

/**
 * Answers a message, which is a call or a batch of them.
 *
 * @param caller whose signal says that nobody waits for the answer any more
 * @returns the text of the answer; undefined when there is none: notifications are not answered
 */
export async function answer(
  text: string,
  dispatcher: Dispatcher,
  caller: Call,
): Promise<string | undefined> {
  const { maxDepth, answerTimeoutMs } = dispatcher.limits;
  if (isDeeperThan(maxDepth, text)) return parseErrorText(`parse error: nested more than ${maxDepth} deep`);
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return parseErrorText('parse error: not valid JSON');
  }
  const { signal, end } = limitTime(answerTimeoutMs, caller.signal);
  try {
    const call = { ...caller, signal };
    return await (Array.isArray(message)
      ? answerBatch(message, dispatcher, call)
      : answerOne(message, dispatcher, call));
  } finally {
    end();
  }
}

/** Calls of a batch run one after the other, as geth does it: a later one may count on an earlier one. */
async function answerBatch(
  messages: unknown[],
  dispatcher: Dispatcher,
  call: Call,
): Promise<string | undefined> {
  const { maxBatchCalls, maxResponseBytes } = dispatcher.limits;
  if (messages.length === 0) return invalidRequestText(null, 'invalid request: empty batch');
  if (messages.length > maxBatchCalls) {
    return invalidRequestText(null, `batch too large: ${messages.length} calls, at most ${maxBatchCalls}`);
  }
  const answers: string[] = [];
  let size = 0;
  for (const message of messages) {
    const isFull = size > maxResponseBytes;
    const text = isFull ? refuseForSize(message) : await answerOne(message, dispatcher, call);
    if (text === undefined) continue;
    size += text.length;
    answers.push(text);
  }
  return answers.length === 0 ? undefined : `[${answers.join(',')}]`;
}

/** What the rest of a batch gets once its answers are too long together. */
function refuseForSize(message: unknown): string | undefined {
  const request = readRequest(message);
  if (request.id === undefined) return undefined;
  return errorText(request.id, {
    code: rpcCodes.responseTooLarge,
    message: 'response too large: the answers before this one fill the batch',
    data: undefined,
  });
}

async function answerOne(message: unknown, dispatcher: Dispatcher, call: Call): Promise<string | undefined> {
  const request = readRequest(message);
  if ('fault' in request) return invalidRequestText(request.id, request.fault);
  const { id } = request;
  try {
    const result = await dispatcher.call(request.method, request.params, call);
    return id === undefined ? undefined : resultText(id, result);
  } catch (error) {
    const answered = mapError(error, dispatcher.onBug);
    return id === undefined ? undefined : errorText(id, answered);
  }
}
