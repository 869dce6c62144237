import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const patienceMs = 15_000;
const turnMs = 20;

/**
 * Presses the first button of the message that is about to be shown, and waits until something came of it. Once only: the next
 * press would meet whatever stands below, and that may be the Cancel of a progress.
 */
export async function pressButton(isOver: () => boolean): Promise<void> {
  // Messages and commands take the same way, in their order: what is asked for in this turn is shown before the press.
  await turn();
  await vscode.commands.executeCommand('notification.acceptPrimaryAction');
  const until = performance.now() + patienceMs;
  do await turn();
  while (!isOver() && performance.now() < until);
  assert.ok(isOver(), 'nothing came of the button');
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, turnMs));
}
