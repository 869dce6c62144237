import { encode, signatureOf } from '../cos/canonical';
import { bucketOf, packagePrefix } from '../world';
import { type Action, applicationOf } from './action';

/** Signs a URL to GET one package with, valid as long as a temporary credential. Does not check that COS has the package. */
export const generateApplicationPackageDownloadUrl: Action = (request) => {
  const { account, cosUrl, grants, conditions, parameters, region } = request;
  const application = applicationOf(request);
  const packageName = parameters.text('PkgName', 'MissingParameter.PkgNameNull');
  const version = parameters.text('DeployVersion', 'MissingParameter.DeployVersionNull');
  if (conditions.nullResult) return { Result: null };
  const home = packagePrefix(account, application.id);
  const key = `${home}${version}/${packageName}`;
  const bucket = bucketOf(account, region.id);
  const scope = { type: 'read', prefix: key } as const;
  const grant = grants.create({ bucket, region: region.id, scope, home }, conditions.tokenLifetime);

  const path = `/${bucket}/${key}`;
  const time = `${grant.startsAt};${grant.expiresAt}`;
  const signed = { method: 'GET', path, query: new Map(), headers: new Map(), keyTime: time, signTime: time };
  const fields = {
    'q-sign-algorithm': 'sha1',
    'q-ak': grant.secretId,
    'q-sign-time': time,
    'q-key-time': time,
    'q-header-list': '',
    'q-url-param-list': '',
    'q-signature': signatureOf(grant.secretKey, signed),
    'x-cos-security-token': grant.token,
  };
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encode(value)}`);
  return { Result: `${cosUrl}${encode(path).replaceAll('%2F', '/')}?${query.join('&')}` };
};
