import { Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox';
import { openEditor, type Editor } from '../harness/openEditor';
import type { EditorOptions } from '../harness/serveEditor';

/** An editor whose settings lead to a sandbox of this process instead of to Tencent Cloud. */
export interface EditorOnSandbox extends Editor {
  readonly sandbox: Sandbox;
}

export async function openOnSandbox(
  options: Omit<EditorOptions, 'machine'> = {},
  begin: SandboxOptions = {},
): Promise<EditorOnSandbox> {
  const sandbox = await Sandbox.start(begin);
  try {
    const machine = { 'tem.endpoint': sandbox.temUrl, 'tem.cosEndpoint': sandbox.cosUrl };
    const editor = await openEditor({ ...options, machine });
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
