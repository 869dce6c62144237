import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Grants } from '../grants';
import type { Answer } from '../http/answer';
import type { Call } from '../http/serve';
import type { Conditions } from '../conditions';
import { Refusal } from '../refusal';
import type { World } from '../world';
import { type Address, readAddress } from './address';
import { authorize } from './authorize';
import { encode } from './canonical';
import { operationName } from './operationName';
import { operations } from './operations';
import type { Store } from './store';
import { claimedKey, verifySignature } from './verifySignature';
import { xmlError } from './xml';

// In UTF-8.
const LONGEST_KEY = 850;

interface Needs {
  readonly world: World;
  readonly grants: Grants;
  readonly store: Store;
  readonly conditions: Conditions;
  readonly signal: AbortSignal;
}

/** Reads a request to COS. Errors are XML with their HTTP status, without a body where the request is HEAD. */
export function cosCall(needs: Needs, request: IncomingMessage): Call {
  const requestId = randomBytes(16).toString('base64url');
  const now = needs.grants.now();
  const common = { 'x-cos-request-id': requestId, Server: 'tencent-cos', Date: new Date(now).toUTCString() };
  const address = attempt(() => readAddress(needs.world, request));
  const copies = request.headers['x-cos-copy-source'] !== undefined;
  const name = address instanceof Refusal ? undefined : operationName(request.method ?? '', address, copies);
  const key = address instanceof Refusal ? undefined : address.key || address.query.get('prefix');
  return {
    service: 'cos',
    kind: name ?? 'Unknown',
    ...(key !== undefined && { key }),
    requestId,
    answer: async (body, landing): Promise<Answer> => {
      if (address instanceof Refusal) throw address;
      const bucket = bucketOf(needs, request, address);
      const grant = verifySignature(needs.grants, now, request, address);
      const account = needs.world.ownerOf(bucket);
      if (!account) throw new Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist.');
      if (!name) throw new Refusal(501, 'NotImplemented', 'The sandbox does not play this operation.');
      if (Buffer.byteLength(address.key) > LONGEST_KEY) {
        throw new Refusal(400, 'KeyTooLong', `Your key is longer than ${LONGEST_KEY} bytes.`);
      }
      authorize(needs.conditions.policy, grant, name, bucket, key ?? '');
      const { conditions, store, signal } = needs;
      const { query } = address;
      const { headers } = request;
      const answer = await operations[name]({
        bucket,
        key: address.key,
        query,
        headers,
        body,
        grant,
        owner: { appId: String(account.appId), uin: account.uin },
        conditions,
        store,
        now,
        etagOf: etagsOf(conditions),
        signal,
        ...(landing && { landing }),
      });
      return { ...answer, headers: { ...common, ...answer.headers } };
    },
    refuse: ({ status, code, message }) => {
      const path = address instanceof Refusal ? '' : encode(address.path).replaceAll('%2F', '/');
      const resource = `${request.headers.host ?? ''}${path}`;
      const fields = { Code: code, Message: message, Resource: resource, RequestId: requestId, TraceId: requestId };
      const body = request.method === 'HEAD' ? [] : [xmlError(fields)];
      return { status, code, headers: { ...common, 'Content-Type': 'application/xml' }, body };
    },
  };
}

/** Returns the response to a body that ended too soon, as it goes over the wire. */
export function shortBodyAnswer(): string {
  const body = xmlError({ Code: 'IncompleteBody', Message: 'The body is shorter than Content-Length.' });
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: application/xml', `Content-Length: ${body.length}`];
  return [...head, 'Connection: close', '', body.toString()].join('\r\n');
}

function etagsOf({ opaqueEtags }: Conditions): (md5: string) => string {
  // Signs that XML must escape, too.
  return (md5) => (opaqueEtags ? `"opaque<&>${md5.slice(0, 9)}"` : `"${md5}"`);
}

function bucketOf(needs: Needs, request: IncomingMessage, address: Address): string {
  return address.bucket ?? needs.grants.find(claimedKey(request, address) ?? '')?.bucket ?? '';
}

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
