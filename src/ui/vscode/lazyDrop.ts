import type * as vscode from 'vscode';
import { onFirstUse } from '../../core/onFirstUse';
import { outcomeOf, type WithErrorReporting } from './errorReporter';

/** Takes what was dropped on a row, or beside all rows; reads all that it needs of `dropped` before it resolves. */
export type DropHandler<T> = (row: T | undefined, dropped: vscode.DataTransfer) => Promise<void>;

/**
 * Makes the controller of a tree that takes files, from the explorer and from outside; its rows cannot be dragged. What handles a
 * drop is loaded with the first one.
 */
export function lazyDrop<T>(
  { withErrorReporting }: { readonly withErrorReporting: WithErrorReporting },
  load: () => Promise<DropHandler<T>>,
): vscode.TreeDragAndDropController<T> {
  const handler = onFirstUse(load);
  return {
    dropMimeTypes: ['text/uri-list', 'files'],
    dragMimeTypes: [],
    handleDrop: async (row, dropped) => {
      const outcome = await outcomeOf(async () => (await handler())(row, dropped));
      if (outcome.kind !== 'failed') return;
      // What was dropped cannot be read any more: it can only be told.
      void withErrorReporting('TEM Toolkit', () => Promise.reject(outcome.error as Error));
    },
  };
}
