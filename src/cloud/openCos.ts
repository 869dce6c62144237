import { isIP } from 'node:net';
import type Cos from 'cos-nodejs-sdk-v5';
import type { Connection, UploadGrant } from '../core/model';
import { cosUrl } from './baseUrl';

/**
 * The official SDK, loaded now, for one grant: it mixes up the keys of several. Its requests end when `signal` aborts
 * and follow VS Code's proxy settings; it never retries after that.
 */
export async function openCos(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<Cos> {
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

/** Loads the SDK, which takes a moment the first time; made safe against XML that is none. */
export async function loadSdk(): Promise<typeof Cos> {
  const [{ default: Sdk }, { default: util }] = await Promise.all([
    import(/* webpackChunkName: "cos-sdk" */ 'cos-nodejs-sdk-v5'),
    import(/* webpackChunkName: "cos-sdk" */ 'cos-nodejs-sdk-v5/sdk/util'),
  ]);
  const parse = util.xml2json;
  // It throws at XML that is cut short, inside an event handler: that would end the whole extension host.
  util.xml2json = (xml) => {
    try {
      return parse(xml);
    } catch {
      return undefined;
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
