import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Body } from '../http/body';
import type { Call } from '../http/serve';
import { Refusal } from '../refusal';
import { Parameters } from '../tem/parameters';
import type { RateLimit } from '../tem/rateLimit';
import { common, read, refuse, required, respond } from '../tem/temCall';
import { claimOf, verifyTc3 } from '../tem/verifyTc3';
import type { World } from '../world';
import { assumeRole } from './assumeRole';

const version = '2018-08-13';
const mostASecond = 600;

interface Needs {
  readonly world: World;
  readonly rate: RateLimit;
  /** Returns the time, in epoch ms. */
  readonly now: () => number;
}

/** Tells whether a request to the port of TEM is for STS, which responds there too. */
export function isForSts(request: IncomingMessage): boolean {
  return common(request, 'version') === version;
}

/** Reads a request to the STS API 2018-08-13, of which the sandbox supports `AssumeRole`. */
export function stsCall(needs: Needs, request: IncomingMessage): Call {
  const requestId = randomUUID();
  const name = common(request, 'action');
  return {
    service: 'tem',
    kind: name || 'Unknown',
    requestId,
    answer: async (body) => respond(await act(needs, request, body), requestId, 200),
    refuse: (refusal) => refuse(refusal, requestId),
  };
}

async function act(
  { world, rate, now }: Needs,
  request: IncomingMessage,
  body: Body,
): Promise<Readonly<Record<string, unknown>>> {
  if (request.method !== 'POST' || request.url !== '/') {
    throw new Refusal(200, 'UnsupportedProtocol', 'The sandbox takes POST / only.');
  }
  claimOf(world, request);
  const payload = await read(body);
  const caller = verifyTc3(world, 'sts', now(), request, payload);
  const name = required(request, 'action');
  if (name !== 'AssumeRole') throw new Refusal(200, 'InvalidAction', `The action \`${name}\` does not exist.`);
  required(request, 'region');
  rate.pass(`${caller.secretId} ${name}`, mostASecond, now());
  return assumeRole(world, caller, Parameters.parse(payload), now());
}
