import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

/** An editor that is signed in to a sandbox whose deployments take seconds, and its Applications view. */
export interface EditorForDeploying extends EditorOnSandbox {
  readonly view: TreeView;
}

export const orders = 'service-gn54vdy6';
export const [testEnvironment, productionEnvironment] = ['en-gz7test1', 'en-gz7prod1'] as const;

/** `settings` beside the shortest watch that is taken. */
export async function openForDeploying(settings: Readonly<Record<string, unknown>> = {}): Promise<EditorForDeploying> {
  const user = { 'tem.regions': ['ap-guangzhou'], 'tem.deploy.watchSeconds': 5, ...settings };
  const editor = await openOnSandbox({ user });
  const { sandbox, workbench } = editor;
  Object.assign(sandbox.conditions.rollout, { buildMs: 1500, podMs: 1000 });
  await typeKey(workbench, sandbox.credential, 'Shop');
  await workbench.notifications.waitFor('Signed in as Shop');
  const view = await workbench.view('TEM', 'Applications');
  await workbench.widenSideBar(480);
  await view.row('orders').waitFor();
  await workbench.clearNotifications();
  return { ...editor, view };
}
