import * as vscode from 'vscode';

const { executeCommand } = vscode.commands;

/** Picks the first of a list that opens, by a tick where the list takes several; resolves when `call` is over. */
export async function acceptFirst(call: Promise<unknown>, takes: 'one' | 'several'): Promise<void> {
  await answer(call, async () => {
    if (takes === 'several') {
      await executeCommand('quickInput.next');
      await executeCommand('workbench.action.quickPickManyToggle');
    }
    await executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  });
}

/** Closes the list that opens; resolves when `call` is over. */
export async function closeList(call: Promise<unknown>): Promise<void> {
  await answer(call, () => executeCommand('workbench.action.closeQuickOpen'));
}

/** Answers again until `call` is over: no event tells that a list is shown. */
async function answer(call: Promise<unknown>, act: () => Thenable<unknown>): Promise<void> {
  let isOver = false;
  const over = call.finally(() => (isOver = true));
  over.catch(() => undefined);
  while (!isOver) {
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 100))]);
    if (!isOver) await act();
  }
  await over;
}
