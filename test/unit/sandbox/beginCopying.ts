import type { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosClient, cosToken, send, signed, type Reply } from './clients';

/** Headers of a copy besides its source. */
type More = Readonly<Record<string, string>>;

/** Puts an object under the key of a token and another one beside it, and opens an upload to copy into. */
export async function beginCopying(sandbox: Sandbox, bytes: Buffer) {
  const token = await cosToken(sandbox);
  const own = cosClient(sandbox, token);
  const sibling = cosClient(sandbox, await cosToken(sandbox, { TimeVersion: 'v0' }));
  for (const { cos, at } of [own, sibling]) await cos.putObject({ ...at, Body: bytes });
  const { UploadId } = await own.cos.multipartInit(own.at);
  const sourceOf = (key: string): string =>
    `${token.Bucket}.cos.${token.Region}.myqcloud.com/${key.split('/').map(encodeURIComponent).join('/')}`;
  const path = `/${own.at.Key}`;
  const sent = async (query: string, headers: More): Promise<Reply> =>
    send(`${sandbox.cosUrl}${path}${query}`, {
      method: 'PUT',
      headers: { ...signed(token, { method: 'PUT', path }), 'Content-Length': '0', ...headers },
    });
  const part = (source: string, headers: More = {}, number = 1): Promise<Reply> =>
    sent(`?partNumber=${number}&uploadId=${UploadId}`, { 'x-cos-copy-source': source, ...headers });
  const told = async (source: string, headers: More = {}): Promise<string> => {
    const reply = await part(source, headers);
    return `${reply.status} ${codeOf(reply)}`.trim();
  };
  return { own, sibling, sourceOf, part, told, UploadId };
}
