/** A connection that stays open and is told of events. */
import { randomBytes } from 'node:crypto';
import type { Hex } from '@heddle/engine';
import { limitExceeded } from './errors.ts';

/** Sends one message; false when the client is gone. */
type Send = (message: string) => boolean;

/** The subscriptions of one connection. */
export class Subscriber {
  readonly #send: Send;
  readonly #limit: number;
  readonly #ends = new Map<Hex, () => void>();

  /** @param limit most subscriptions at once */
  constructor(send: Send, limit: number) {
    this.#send = send;
    this.#limit = limit;
  }

  /**
   * Opens a subscription. Events before the answer with its id would reach a client that does not know it, so those are sent
   * after the answer.
   *
   * @param start begins to listen and returns what ends it; `notify` sends one event
   * @returns the id of the subscription
   * @throws RpcError -32005 above the limit
   */
  open(start: (notify: (result: unknown) => void) => () => void): Hex {
    if (this.#ends.size >= this.#limit) {
      throw limitExceeded(`too many subscriptions on one connection, at most ${this.#limit}`);
    }
    const id: Hex = `0x${randomBytes(16).toString('hex')}`;
    const early: unknown[] = [];
    let isAnswered = false;
    setImmediate(() => {
      isAnswered = true;
      for (const result of early.splice(0)) this.#notify(id, result);
    });
    const end = start((result) => (isAnswered ? this.#notify(id, result) : void early.push(result)));
    this.#ends.set(id, end);
    return id;
  }

  /** @returns whether there was such a subscription */
  close(id: Hex): boolean {
    const end = this.#ends.get(id);
    this.#ends.delete(id);
    end?.();
    return end !== undefined;
  }

  /** Ends all subscriptions: the connection is gone. */
  closeAll(): void {
    for (const id of [...this.#ends.keys()]) this.close(id);
  }

  #notify(subscription: Hex, result: unknown): void {
    if (!this.#ends.has(subscription)) return;
    const isSent = this.#send(
      JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result } }),
    );
    if (!isSent) this.closeAll();
  }
}
