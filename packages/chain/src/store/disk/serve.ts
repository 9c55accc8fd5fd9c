/** A thread's own end: takes jobs, answers them, ends when told to. */
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { InvariantError } from '@heddle/engine';
import { packFailure } from './failures.ts';
import { passGate, type ThreadGate } from './threadGate.ts';
import type { Reply, Request } from './threadLink.ts';

interface Service<Job, Result> {
  gate: ThreadGate;
  /** Environment that the jobs write, for messages. */
  path: string;
  /** Does the jobs that are there, all or none of them. */
  work(jobs: readonly Job[]): readonly Result[];
  close(): Promise<void>;
}

/** Serves until told to end. What is thrown at the start goes to the main thread, too. */
export function serve<Job, Result>(service: Service<Job, Result>): void {
  if (parentPort === null) throw new InvariantError('this file is the code of a worker thread');
  const port = parentPort;
  const post = (reply: Reply<Result>) => port.postMessage(reply);
  port.on('message', (first: Request<Job>) => {
    const requests = [first];
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
      requests.push(next.message as Request<Job>);
    const jobs = requests.filter((request) => request !== 'close');
    if (jobs.length > 0) passGate(service.gate, () => answer(service, jobs, post));
    if (jobs.length < requests.length) void service.close().then(() => port.close());
  });
  post({ id: 0 });
}

function answer<Job, Result>(
  service: Service<Job, Result>,
  requests: readonly { id: number; job: Job }[],
  post: (reply: Reply<Result>) => void,
): void {
  try {
    const results = service.work(requests.map(({ job }) => job));
    requests.forEach(({ id }, index) => {
      post({ id, result: results[index] as Result });
    });
  } catch (error) {
    const failure = packFailure(error, service.path);
    for (const { id } of requests) post({ id, failure });
  }
}
