import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchHost } from '../harness/fetchHost';
import { makeDataDirs } from '../harness/makeDataDirs';
import { serve, type Served } from '../harness/serve';
import { serveEditor, type ServedEditor } from '../harness/serveEditor';

/** The status that a WebSocket of the workbench is answered with: 101 is one that is open. */
async function upgrade(url: string, headers: Record<string, string>): Promise<number> {
  const key = { 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64') };
  const query = 'reconnectionToken=1&reconnection=false&skipWebSocketFrames=false';
  const asked = request(`${new URL(url).origin}/?${query}`, {
    headers: { ...key, ...headers, Connection: 'Upgrade', Upgrade: 'websocket' },
  });
  asked.end();
  const answered = once(asked, 'upgrade').catch(() => [{ statusCode: 0 }]);
  const [response] = (await Promise.race([answered, once(asked, 'response')])) as [{ statusCode: number }];
  asked.destroy();
  return response.statusCode;
}

const ask = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const isWorkbench = async (response: Response) => (await response.text()).includes('workbench-web-configuration');

function assertNotAmongArguments(...secrets: readonly string[]): void {
  const running = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.ok(!secrets.some((secret) => running.includes(secret)), 'a secret is an argument of a program');
}

for (const name of ['oldest', 'newest'] as const) {
  describe(`who gets the workbench of ${name} VS Code that a person works in`, () => {
    let served: ServedEditor;
    before(async () => {
      served = await serveEditor({ host: name });
    });
    after(() => served?.stop());

    const logIn = async (password: string) => {
      const [, action = ''] = /action="([^"]+)"/.exec(await readFile(fileURLToPath(served.entrance), 'utf8')) ?? [];
      const body = new URLSearchParams({ password });
      return ask(action.replaceAll('&#38;', '&'), { method: 'POST', body });
    };

    it('nobody without the password: page, files and connection are refused', async () => {
      const page = await ask(served.url);
      assert.equal(page.status, 302);
      assert.match(page.headers.get('location') ?? '', /\/login\?/);
      const file = new URL('/vscode-remote-resource?path=/etc/hosts', served.url).href;
      assert.ok((await ask(file)).status >= 300);
      assert.equal(await upgrade(served.url, {}), 401);
      const wrong = await logIn('0'.repeat(64));
      assert.equal(cookieOf(wrong), '');
      assert.equal(await upgrade(served.url, { Cookie: 'code-server-session=x' }), 401);
    });

    it('whoever opens the page that only this user can read', async () => {
      const allowed = await logIn(served.secret);
      assert.equal(allowed.status, 302);
      const Cookie = cookieOf(allowed);
      assert.ok(await isWorkbench(await ask(served.url, { headers: { Cookie } })));
      assert.equal(await upgrade(served.url, { Cookie }), 101);
    });

    it('nobody who looks at running programs or into its folders', async () => {
      const page = fileURLToPath(served.entrance);
      assert.ok((await readFile(page, 'utf8')).includes(served.secret));
      assertNotAmongArguments(served.secret, cookieOf(await logIn(served.secret)).split('=')[1] ?? '');
      assert.equal((await stat(page)).mode & 0o777, 0o600);
      // Its settings, its extensions and the sample workspace are all below.
      assert.ok(served.folder.startsWith(path.dirname(page)));
      assert.equal((await stat(path.dirname(page))).mode & 0o777, 0o700);
    });
  });

  describe(`who gets the workbench of ${name} VS Code that runs the host tests`, () => {
    let served: Served;
    let dirs: Awaited<ReturnType<typeof makeDataDirs>>;
    before(async () => {
      dirs = await makeDataDirs();
      served = await serve(await fetchHost(name), { ...dirs, for: 'tests' });
    });
    after(async () => {
      await served?.stop();
      await dirs?.remove();
    });

    it('nobody without the token', async () => {
      for (const query of ['', '?tkn=', `?tkn=${'0'.repeat(64)}`]) {
        assert.equal((await ask(`${served.url}/${query}`)).status, 403);
      }
      assert.equal((await ask(`${served.url}/vscode-remote-resource?path=/etc/hosts`)).status, 403);
      assertNotAmongArguments(served.secret);
    });

    it('whoever has it', async () => {
      const allowed = await ask(`${served.url}/?tkn=${served.secret}`);
      const Cookie = cookieOf(allowed);
      assert.ok(await isWorkbench(await ask(`${served.url}/`, { headers: { Cookie } })));
    });
  });
}
