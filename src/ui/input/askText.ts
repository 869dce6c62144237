import * as vscode from 'vscode';
import type { Answer } from './askSteps';

/** One question for a line of text. */
export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly masked?: boolean;
  readonly canGoBack?: boolean;
  /** What is wrong with `value`, in words; `undefined` when nothing is. */
  readonly validate?: (value: string) => string | undefined;
}

/** Asks for one line of text; stays open while the person looks something up elsewhere. */
export function askText(question: TextQuestion): Promise<{ readonly answer: Answer; readonly value: string }> {
  const box = vscode.window.createInputBox();
  box.title = question.title;
  box.prompt = question.prompt;
  box.value = question.value;
  box.placeholder = question.placeholder ?? '';
  box.password = question.masked ?? false;
  box.ignoreFocusOut = true;
  box.buttons = question.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    let answer: Answer = 'closed';
    const leave = (how: Answer) => {
      answer = how;
      box.hide();
    };
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    box.onDidTriggerButton(() => leave('back'));
    box.onDidAccept(() => {
      box.validationMessage = question.validate?.(box.value.trim());
      if (!box.validationMessage) leave('next');
    });
    box.onDidHide(() => {
      const value = box.value.trim();
      box.dispose();
      resolve({ answer, value });
    });
    box.show();
  });
}
