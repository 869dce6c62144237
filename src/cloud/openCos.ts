import { isIP } from 'node:net';
import type Cos from 'cos-nodejs-sdk-v5';
import type { Connection, ReadGrant } from '../core/model';
import { cosUrl } from './baseUrl';
import { cosAddress } from './cosAddress';

/**
 * The official SDK, loaded now, for one grant: it mixes up the keys of several. Its requests end when `signal` aborts
 * and follow VS Code's proxy settings; it never retries after that.
 */
export async function openCos(
  connection: Connection,
  grant: Omit<ReadGrant, 'prefix'>,
  signal: AbortSignal,
): Promise<Cos> {
  // Refuses names that could lead a signed request elsewhere.
  cosAddress(connection, grant);
  const Sdk = await loadSdk();
  const { credential, startsAt, expiresAt } = grant;
  const cos = new Sdk({
    ...addressOf(connection),
    AutoSwitchHost: false,
    CorrectClockSkew: false,
    getAuthorization: (_wanted, answer) => {
      // It asks once a try: without an answer there is no other one.
      if (signal.aborted) return;
      answer({
        TmpSecretId: credential.secretId,
        TmpSecretKey: credential.secretKey,
        SecurityToken: credential.token,
        StartTime: startsAt,
        ExpiredTime: expiresAt,
        ScopeLimit: true,
      });
    },
  });
  // These options reach `https.request`. Without a proxy of its own the SDK leaves proxies to that, as VS Code wants.
  cos.on('before-send', (options: Record<string, unknown>) => Object.assign(options, { signal, proxy: null }));
  return cos;
}

let loading: Promise<typeof Cos> | undefined;

/** The SDK, loaded the first time, which takes a moment; made safe against answers that are none. */
export function loadSdk(): Promise<typeof Cos> {
  return (loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}

async function load(): Promise<typeof Cos> {
  const [{ default: Sdk }, { default: util }] = await Promise.all([
    import(/* webpackChunkName: "cos-sdk" */ 'cos-nodejs-sdk-v5'),
    import(/* webpackChunkName: "cos-sdk" */ 'cos-nodejs-sdk-v5/sdk/util'),
  ]);
  const parse = util.parseResBody;
  // It throws at XML that is cut short, and what it gives for plain text makes its caller throw: both inside an event
  // handler, which would end the whole extension host.
  util.parseResBody = (body) => {
    try {
      const answer = parse(body);
      return typeof answer === 'object' && answer !== null ? answer : {};
    } catch {
      return {};
    }
  };
  return Sdk;
}

function addressOf(connection: Connection): Pick<Cos.COSOptions, 'Domain' | 'Protocol'> {
  const url = cosUrl(connection);
  if (!url) return { Protocol: 'https:' };
  const { hostname } = new URL(`${url.protocol}//${url.host}`);
  const isBare = isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || hostname === 'localhost';
  return { Protocol: url.protocol, Domain: isBare ? url.host : `{Bucket}.${url.host}` };
}
