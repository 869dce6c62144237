import * as vscode from 'vscode';
import type { Answer } from './askSteps';
import { createPick, pickRow, type PickTexts } from './quickInput';

/** A row that stands for a value. */
export interface Choice<T> extends PickTexts {
  readonly value: T;
}

/** One question with rows to choose from; `chosen` is where the cursor stands at first. */
export interface ChoiceQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  readonly chosen?: T | undefined;
  readonly canGoBack?: boolean;
}

/** Asks for one of several; `value` is there when `answer` is `next`. */
export function askChoice<T>(question: ChoiceQuestion<T>): Promise<{ readonly answer: Answer; readonly value?: T }> {
  const rows = question.choices.map((choice) => pickRow(choice, { value: choice.value }));
  const pick = createPick<(typeof rows)[number]>(question.title, question.placeholder);
  pick.items = rows;
  // None active would leave Enter without a row to take.
  const active = rows.find(({ value }) => value === question.chosen) ?? rows[0];
  pick.activeItems = active ? [active] : [];
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.buttons = question.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    let result: { answer: Answer; value?: T } = { answer: 'closed' };
    const leave = (how: typeof result) => {
      result = how;
      pick.hide();
    };
    pick.onDidTriggerButton(() => leave({ answer: 'back' }));
    pick.onDidAccept(() => {
      const item = pick.selectedItems[0];
      if (item) leave({ answer: 'next', value: item.value });
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(result);
    });
    pick.show();
  });
}
