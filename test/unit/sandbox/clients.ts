import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import COS from 'cos-nodejs-sdk-v5';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_client';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import type { Sandbox } from '../../../src/sandbox/sandbox';

export const ORDERS = 'service-gn54vdy6';
export const REGION = 'ap-guangzhou';

interface Key {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** The official TEM client, pointed at the sandbox. */
export function temClient(sandbox: Sandbox, key: Key = sandbox.credential, region = REGION): Client {
  const endpoint = new URL(sandbox.temUrl).host;
  return new Client({ credential: { ...key }, region, profile: { httpProfile: { endpoint, protocol: 'http://' } } });
}

/** A token for `orders`, by the official client. */
export async function cosToken(
  sandbox: Sandbox,
  wanted: { readonly PkgName?: string; readonly OptType?: number; readonly TimeVersion?: string } = {},
): Promise<CosToken> {
  const asked = { ApplicationId: ORDERS, PkgName: 'orders.jar', OptType: 1, TimeVersion: 'v1', ...wanted };
  const { Result } = await temClient(sandbox).CreateCosToken(asked);
  if (!Result) throw new Error('no token');
  return Result;
}

/** The official COS client with that token, and where its object is. */
export function cosClient(sandbox: Sandbox, token: CosToken): { readonly cos: COS; readonly at: At } {
  const cos = new COS({
    Domain: new URL(sandbox.cosUrl).host,
    Protocol: 'http:',
    getAuthorization: (_, callback) =>
      callback({
        TmpSecretId: token.TmpSecretId,
        TmpSecretKey: token.TmpSecretKey,
        SecurityToken: token.SessionToken,
        StartTime: Number(token.StartTime),
        ExpiredTime: Number(token.ExpiredTime),
      }),
  });
  return { cos, at: { Bucket: token.Bucket, Region: token.Region, Key: token.FullPath } };
}

// A type, not an interface: the client's parameters have an index signature.
type At = {
  readonly Bucket: string;
  readonly Region: string;
  readonly Key: string;
};

/** What the official COS client rejects with. */
export async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ readonly code: string; readonly status: number }> {
  try {
    await promise;
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    return { code: code ?? '', status: statusCode ?? 0 };
  }
  throw new Error('it was not refused');
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One plain request to a URL of the sandbox; `target` is asked for in the place of the URL's own path. */
export function send(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: OutgoingHttpHeaders;
    readonly body?: string | Buffer;
    readonly target?: string;
  } = {},
): Promise<Reply> {
  const { method = 'GET', headers = {}, target } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent: false, ...(target !== undefined && { path: target }) });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.end(options.body);
  });
}

/** The headers that authorize one request, signed by the official COS client's own function. */
export function signed(
  token: CosToken,
  request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Record<string, string>;
    readonly headers?: Record<string, string>;
    readonly keyTime?: string;
  },
): Record<string, string> {
  const authorization = COS.getAuthorization({
    SecretId: token.TmpSecretId,
    SecretKey: token.TmpSecretKey,
    Method: request.method as 'GET',
    Pathname: request.path,
    Query: request.query ?? {},
    Headers: request.headers ?? {},
    KeyTime: request.keyTime ?? `${token.StartTime};${token.ExpiredTime}`,
    ForceSignHost: false,
  } as Parameters<typeof COS.getAuthorization>[0]);
  return { ...request.headers, Authorization: authorization, 'x-cos-security-token': token.SessionToken };
}

/** The error code in an answer of the store. */
export function codeOf(reply: Reply): string {
  return /<Code>(\w+)<\/Code>/.exec(reply.body)?.[1] ?? '';
}
