import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Grants } from '../grants';
import type { Answer } from '../http/answer';
import type { Body } from '../http/body';
import type { Call } from '../http/serve';
import type { Conditions } from '../conditions';
import type { Store } from '../cos/store';
import type { Rollouts } from '../rollouts/rollouts';
import { permits } from '../permits';
import { Refusal } from '../refusal';
import type { Account, Region, World } from '../world';
import { actions } from './actions';
import { inputs } from './inputs';
import { Parameters } from './parameters';
import type { RateLimit } from './rateLimit';
import { claimOf, verifyTc3 } from './verifyTc3';

const VERSION = '2021-07-01';
const MAX_BODY = 10 * 1024 * 1024;

interface Needs {
  readonly world: World;
  readonly grants: Grants;
  readonly conditions: Conditions;
  readonly rate: RateLimit;
  readonly rollouts: Rollouts;
  readonly store: Store;
  /** Base URL of COS. */
  readonly cosUrl: string;
}

/** Reads a request to the TEM API 2021-07-01. Errors are HTTP 200 with `Response.Error`, as TEM's own are. */
export function temCall(needs: Needs, request: IncomingMessage): Call {
  const requestId = randomUUID();
  const name = common(request, 'action');
  return {
    service: 'tem',
    kind: name || 'Unknown',
    requestId,
    answer: async (body) => respond(await act(needs, request, name, requestId, body), requestId, 200),
    refuse: (refusal) => refuse(refusal, requestId),
  };
}

async function act(
  needs: Needs,
  request: IncomingMessage,
  name: string,
  requestId: string,
  body: Body,
): Promise<Readonly<Record<string, unknown>>> {
  if (request.method !== 'POST' || request.url !== '/') {
    throw new Refusal(200, 'UnsupportedProtocol', 'The sandbox takes POST / only.');
  }
  // A body can be judged when all of it is here: of strangers, as many as like to, nothing is kept.
  claimOf(needs.world, request);
  const payload = await read(body);
  const now = needs.grants.now();
  const account = verifyTc3(needs.world, 'tem', now, request, payload);
  const version = required(request, 'version');
  if (version !== VERSION) throw new Refusal(200, 'NoSuchVersion', `The version \`${version}\` does not exist.`);
  const action = actions.get(required(request, 'action'));
  if (!action) throw new Refusal(200, 'InvalidAction', `The action \`${name}\` does not exist.`);
  const region = regionOf(account, required(request, 'region'));
  needs.rate.pass(`${account.secretId} ${name}`, needs.conditions.requestsPerSecond, now);
  authorize(account, name);
  const { grants, conditions, cosUrl, rollouts, store } = needs;
  const parameters = Parameters.parse(payload);
  parameters.refuseOthers(inputs[name] ?? {});
  rollouts.advance();
  return action({ account, region, parameters, grants, conditions, requestId, cosUrl, rollouts, store });
}

function authorize(account: Account, name: string): void {
  if (permits(account, `tem:${name}`)) return;
  throw new Refusal(
    200,
    'UnauthorizedOperation.UnauthorizedOperation',
    `You are not authorized to perform operation (tem:${name}): resource (qcs::tem:*:uin/${account.uin}:*) has no permission.`,
  );
}

function regionOf(account: Account, id: string): Region {
  const region = account.regions.find((one) => one.id === id);
  if (!region) throw new Refusal(200, 'UnsupportedRegion', `The region \`${id}\` is not supported.`);
  return region;
}

/** Returns a common parameter of the API, which is a header; empty where the request lacks it. */
export function common(request: IncomingMessage, name: string): string {
  const value = request.headers[`x-tc-${name}`];
  return typeof value === 'string' ? value : '';
}

/** Returns a common parameter of the API. Throws `MissingParameter` where the request lacks it. */
export function required(request: IncomingMessage, name: string): string {
  const value = common(request, name);
  if (value) return value;
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  throw new Refusal(200, 'MissingParameter', `The request is missing the required parameter \`${title}\`.`);
}

/** Reads all of a body. Throws `RequestSizeLimitExceeded` beyond 10 MB. */
export async function read(body: Body): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    if (body.received > MAX_BODY) throw new Refusal(200, 'RequestSizeLimitExceeded', 'The request exceeds 10 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Returns a response in the API's envelope. */
export function respond(fields: Readonly<Record<string, unknown>>, requestId: string, status: number): Answer {
  const body = Buffer.from(JSON.stringify({ Response: { ...fields, RequestId: requestId } }));
  return { status, headers: { 'Content-Type': 'application/json' }, body: [body] };
}

/** Returns an error in the API's envelope. */
export function refuse({ code, message, status }: Refusal, requestId: string): Answer {
  return { ...respond({ Error: { Code: code, Message: message } }, requestId, status), code };
}
