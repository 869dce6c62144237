import { Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox';
import { openEditor, type Editor } from '../harness/openEditor';
import type { EditorOptions } from '../harness/serveEditor';

/** An editor whose settings lead to a sandbox of this process instead of to Tencent Cloud. */
export interface EditorOnSandbox extends Editor {
  readonly sandbox: Sandbox;
}

export async function openOnSandbox(options: EditorOptions = {}, begin: SandboxOptions = {}): Promise<EditorOnSandbox> {
  const sandbox = await Sandbox.start(begin);
  try {
    const user = { 'tem.endpoint': sandbox.temUrl, 'tem.cosEndpoint': sandbox.cosUrl, ...options.user };
    const editor = await openEditor({ ...options, user });
    const stop = async () => {
      await editor.stop();
      await sandbox.stop();
    };
    return { ...editor, sandbox, stop };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}
