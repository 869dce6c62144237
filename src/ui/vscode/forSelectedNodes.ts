import * as vscode from 'vscode';
import type { NodeView } from './nodeView';
import { passedArray } from './passedFiles';
import { pickNodes, type NodeQuestion } from './pickNodes';
import { showInformation } from './showMessage';

/** Nodes that a command is for, and how a person is asked for them. */
export interface NodeFilter<N, T extends N = N> {
  /** Gives the node to act on: `node`, one above it, or none. */
  readonly of: (node: N) => T | undefined;
  /** Asks which node is meant. */
  readonly question: () => string;
  /** Says what to select in place of a node that does not fit. */
  readonly wanted: () => string;
  /** Says that no node is listed that fits. */
  readonly missing: () => string;
}

/**
 * Makes the handler of a command for one or several nodes. Called with a clicked node `run` gets that one, with all that are
 * selected where it is among them; called without, by a key or from the palette, it gets what is selected, or what a person
 * picks among the listed nodes. Nodes that do not fit are left out; a person is told where none is left. Called with anything
 * but a listed node it does nothing: what was meant may be gone, and the selected nodes were not meant.
 */
export function forSelectedNodes<N, T extends N>(
  view: NodeView<N>,
  filter: NodeFilter<N, T>,
  run: (nodes: readonly T[]) => unknown,
) {
  return async (clicked?: unknown, selection?: unknown): Promise<void> => {
    const nodes = isPassed(clicked)
      ? passedNodes(view, filter, clicked, passedArray(selection))
      : await chosenNodes(view, filter, 'several');
    if (nodes.length > 0) await run(nodes);
  };
}

/** Makes the handler of a command for a single node: the clicked one whatever is selected, else the one selected or picked. */
export function forSelectedNode<N, T extends N>(
  view: NodeView<N>,
  filter: NodeFilter<N, T>,
  run: (node: T) => unknown,
) {
  return async (clicked?: unknown): Promise<void> => {
    const [node] = isPassed(clicked) ? passedNodes(view, filter, clicked, []) : await chosenNodes(view, filter, 'one');
    if (node !== undefined) await run(node);
  };
}

/** Tells whoever acts on a node that it is gone. */
export function notListed(): string {
  return vscode.l10n.t('The item is no longer listed.');
}

/** Tells whether a command was called with something, be it a node or not. */
export function isPassed(clicked: unknown): boolean {
  return clicked !== undefined && clicked !== null;
}

function passedNodes<N, T extends N>(
  view: NodeView<N>,
  filter: NodeFilter<N, T>,
  clicked: unknown,
  selection: readonly unknown[],
): readonly T[] {
  const node = view.find(clicked);
  if (node === undefined) return told(notListed());
  const selected = selection.flatMap((one) => view.find(one) ?? []);
  const fit = fitting(view, filter, selected.some((one) => one === node) ? selected : [node]);
  return fit.length > 0 ? fit : told(filter.wanted());
}

async function chosenNodes<N, T extends N>(
  view: NodeView<N>,
  filter: NodeFilter<N, T>,
  takes: NodeQuestion['takes'],
): Promise<readonly T[]> {
  const selected = fitting(view, filter, view.selected());
  if (selected.length === 1 || (selected.length > 1 && takes === 'several')) return selected;
  // A node below an application stands for it when it is selected: in the list the application is enough.
  const listed = () =>
    fitting(
      view,
      filter,
      view.listed().filter((node) => filter.of(node) === node),
    );
  const offered = selected.length > 0 ? selected : listed();
  if (offered.length === 0) {
    void offerRemedies(view, filter);
    return [];
  }
  const picked = await pickNodes(view, offered, { question: filter.question(), takes });
  if (picked.length === 0) return [];
  // The list may have stood there for a while.
  const left = fitting(
    view,
    filter,
    picked.flatMap((node) => view.find(node) ?? []),
  );
  return left.length > 0 ? left : told(notListed());
}

/** Keeps what the command acts on, each once: of nodes that stand for the same, the first. */
function fitting<N, T extends N>(view: NodeView<N>, filter: NodeFilter<N, T>, nodes: readonly N[]): readonly T[] {
  const byKey = new Map<string, T>();
  for (const node of nodes) {
    const fit = filter.of(node);
    const key = fit && view.keyOf(fit);
    if (key !== undefined && !byKey.has(key)) byKey.set(key, fit as T);
  }
  return [...byKey.values()];
}

function told(said: string): readonly never[] {
  // Awaiting it would keep the command alive for as long as the message stands there.
  void showInformation(said);
  return [];
}

async function offerRemedies<N, T extends N>(view: NodeView<N>, filter: NodeFilter<N, T>): Promise<void> {
  const remedies = view.remedies();
  const chosen = await showInformation(filter.missing(), ...remedies.map(({ title }) => title));
  const remedy = remedies.find(({ title }) => title === chosen);
  await remedy?.run();
}
