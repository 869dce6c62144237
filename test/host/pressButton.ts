import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const patienceMs = 15_000;
const turnMs = 20;

/** Presses the first button of the message that is shown, until something came of it: nothing tells when a message is there. */
export async function pressButton(isOver: () => boolean): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!isOver() && performance.now() < until) {
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    await new Promise((resolve) => setTimeout(resolve, turnMs));
  }
  assert.ok(isOver(), 'nothing came of the button');
}
