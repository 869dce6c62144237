import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import type { Effect, Landing, Service } from '../fault';
import type { FaultPlan } from '../faultPlan';
import { Refusal } from '../refusal';
import type { Outcome, RequestLog } from '../requestLog';
import type { Answer } from './answer';
import { Body } from './body';
import type { Link } from './link';
import { sendAnswer, sendHalf } from './sendAnswer';
import { spoilAnswer } from './spoilAnswer';

/**
 * One request as the service understands it from the head alone. `answer` throws `Refusal`, and holds a part back until
 * `landing`; `refuse` words it.
 */
export interface Call {
  readonly service: Service;
  readonly kind: string;
  readonly key?: string;
  readonly requestId: string;
  answer(body: Body, landing?: Landing): Promise<Answer>;
  refuse(refusal: Refusal): Answer;
}

interface Needs {
  readonly link: Link;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  readonly now: () => number;
  /** The time limit of a body, in ms. */
  readonly bodyDeadline: number;
}

/** Responds to one request, or lets the planned fault happen to it, and logs it. Never rejects. */
export async function serve(
  needs: Needs,
  request: IncomingMessage,
  response: ServerResponse,
  call: Call,
): Promise<void> {
  // Kept, because a request that was cut off no longer knows its socket.
  const { socket } = request;
  const time = needs.now();
  const began = performance.now();
  const effect = needs.faults.take(call.service, call.kind);
  const body = new Body(request, needs.link, effect?.type === 'corruptBody');
  let answer: Answer | undefined;
  let ended: { readonly outcome: Outcome; readonly status: number; readonly code?: string } | undefined;

  const finish = (outcome: Outcome): void => {
    if (ended) return;
    const answered = outcome === 'answered' ? answer : undefined;
    ended = { outcome, status: answered?.status ?? 0, ...(answered?.code && { code: answered.code }) };
    needs.log.add({
      ...ended,
      service: call.service,
      kind: call.kind,
      requestId: call.requestId,
      ...(call.key !== undefined && { key: call.key }),
      ...(effect && { effect: effect.type }),
      time,
      duration: performance.now() - began,
      received: body.received,
    });
  };

  try {
    // Of TEM's requests a body is short; of the store's only an authorized one is waited for.
    if (call.service === 'tem') hurry(request, needs.bodyDeadline);
    needs.log.arrived(call.kind);
    await needs.link.reach(socket);
    const broken = breaks(effect, 'beforeBody') ?? (await breaksLater(effect, call, body));
    if (broken) {
      finish(broken);
      if (broken === 'reset') socket.resetAndDestroy();
      return;
    }
    answer = undone(effect, call) ?? (await answerOf(call, body));
    if (effect) answer = spoilAnswer(effect, answer, body);
    const send = effect?.type === 'truncateAnswer' ? sendHalf : sendAnswer;
    await send(needs.link, response, answer, () => finish('answered'));
    if (!request.complete) hurry(request.resume(), needs.bodyDeadline);
  } catch {
    finish('aborted');
    socket.destroy();
  }
}

/**
 * Ends the connection unless the rest of the body has come within `deadline` ms: a client that trickles would keep one
 * of few connections for ever.
 */
function hurry(request: IncomingMessage, deadline: number): void {
  const { socket } = request;
  const timer = setTimeout(() => request.complete || socket.destroy(), deadline);
  finished(request, { writable: false }, () => clearTimeout(timer));
}

/** Returns the response to a request that is not carried out; `undefined` where the request is to be carried out. */
function undone(effect: Effect | undefined, call: Call): Answer | undefined {
  if (effect?.type === 'status') return call.refuse(planned(effect));
  if (effect?.type !== 'intercept') return undefined;
  const { status, headers, body } = effect;
  return { status, headers, body: [Buffer.from(body)] };
}

async function answerOf(call: Call, body: Body, landing?: Landing): Promise<Answer> {
  try {
    return await call.answer(body, landing);
  } catch (error) {
    if (error instanceof Refusal) return call.refuse(error);
    if (body.cut) throw error;
    return call.refuse(new Refusal(500, 'InternalError', `The sandbox failed: ${String(error)}`));
  }
}

async function breaksLater(effect: Effect | undefined, call: Call, body: Body): Promise<Outcome | undefined> {
  if (effect?.type === 'late') {
    await answerOf(call, body, effect.until);
    return effect.by === 'reset' ? 'reset' : 'hung';
  }
  const after = breaks(effect, 'afterBody');
  if (after) await body.drain();
  const before = breaks(effect, 'beforeAnswer');
  if (before) await answerOf(call, body);
  return after ?? before;
}

function breaks(effect: Effect | undefined, when: string): Outcome | undefined {
  if ((effect?.type !== 'reset' && effect?.type !== 'hang') || effect.when !== when) return undefined;
  return effect.type === 'reset' ? 'reset' : 'hung';
}

function planned(effect: Extract<Effect, { readonly type: 'status' }>): Refusal {
  return new Refusal(effect.status, effect.code, effect.message ?? `The sandbox's fault plan answers ${effect.code}.`);
}
