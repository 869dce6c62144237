import { Sandbox } from '../../src/sandbox/sandbox';
import { buildIfNeeded } from './buildIfNeeded';
import { openEditor } from './openEditor';
import { openInBrowser } from './openInBrowser';
import { serveEditor } from './serveEditor';
import { walk } from './walk';

/** `npm start`: a real VS Code with the packaged extension, signed in to a sandbox, for a person or (`--walk`) by itself. */
async function start(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--walk');
  if (unknown) throw new Error(`unknown option ${unknown}; there is --walk`);
  await buildIfNeeded();
  const policy = { multipart: true, listing: true, copying: 'application' } as const;
  const sandbox = await Sandbox.start({ conditions: { policy } });
  const { secretId, secretKey } = sandbox.credential;
  const practice = { tem: sandbox.temUrl, cos: sandbox.cosUrl, secretId, secretKey };
  const env = { TEM_TOOLKIT_SANDBOX: JSON.stringify(practice) };
  if (args.includes('--walk')) return walkAlone(sandbox, env);

  const { host, url, secret, entrance } = await serveEditor({ env, trust: 'asked' });
  console.log(
    `\n${host.name} with TEM Toolkit, signed in to the practice account of a local sandbox:\n\n  ${entrance}\n`,
  );
  console.log(`That page logs your browser in. From elsewhere: ${url}, password ${secret}`);
  console.log(
    'It opens in Restricted Mode, as a folder of somebody else would: the first upload asks you to trust it.',
  );
  console.log('Right-click orders/target/orders-1.4.2.jar in the explorer and choose "Upload Package to TEM…".');
  console.log('Ctrl+C stops it and leaves nothing running.');
  if (!openInBrowser(entrance))
    console.log('There is no display here; `npm start -- --walk` walks the path by itself.');
  // From here on an interruption is the way to end, not a failure; what is running ends at the exit.
  process.exitCode = 0;
}

async function walkAlone(sandbox: Sandbox, env: NodeJS.ProcessEnv): Promise<void> {
  const editor = await openEditor({ env });
  try {
    await walk(editor, sandbox);
  } finally {
    await editor.stop();
    await sandbox.stop();
  }
}

start(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
