/** A connection over which messages go both ways: a WebSocket or an IPC socket. */
import { setMaxListeners } from 'node:events';
import type { Dispatcher } from '../dispatcher.ts';
import { answer } from '../framing/answer.ts';
import { Subscriber } from '../subscriber.ts';
import type { Activity } from './activity.ts';

/** What carries the messages. */
export interface Wire {
  send(text: string): void;
  /** Bytes that the client has not taken yet. */
  queuedBytes(): number;
  pause(): void;
  resume(): void;
  /** Cuts the connection. */
  drop(): void;
}

/**
 * Answers the messages of one connection as they are ready, not in their order. A client that sends more than is answered
 * is read no further; one that does not take its answers is dropped: the node does not keep them.
 */
export class Session {
  readonly #dispatcher: Dispatcher;
  readonly #wire: Wire;
  readonly #activity: Activity;
  readonly #gone = new AbortController();
  readonly #subscriber: Subscriber;
  #unanswered = 0;

  constructor(dispatcher: Dispatcher, wire: Wire, activity: Activity) {
    this.#dispatcher = dispatcher;
    this.#wire = wire;
    this.#activity = activity;
    // One for each message that is not answered.
    setMaxListeners(0, this.#gone.signal);
    this.#subscriber = new Subscriber(
      (text) => this.#send(text),
      dispatcher.limits.maxSubscriptionsPerSocket,
    );
  }

  async receive(text: string): Promise<void> {
    const { maxMessagesPerSocket } = this.#dispatcher.limits;
    const done = this.#activity.begin();
    if (++this.#unanswered === maxMessagesPerSocket) this.#wire.pause();
    const call = { signal: this.#gone.signal, subscriber: this.#subscriber };
    const response = await answer(text, this.#dispatcher, call);
    if (response !== undefined) this.#send(response);
    if (this.#unanswered-- === maxMessagesPerSocket) this.#wire.resume();
    done();
  }

  /** The client is gone. */
  end(): void {
    this.#gone.abort();
    this.#subscriber.closeAll();
  }

  #send(text: string): boolean {
    if (this.#gone.signal.aborted) return false;
    if (this.#wire.queuedBytes() > this.#dispatcher.limits.maxQueuedBytes) {
      this.end();
      this.#wire.drop();
      return false;
    }
    this.#wire.send(text);
    return true;
  }
}
