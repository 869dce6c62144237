import * as vscode from 'vscode';
import { showInformation } from './showMessage';
import type { Answer } from './askSteps';
import { createPick, pickHeading, pickRow, type PickRow, type PickTexts } from './quickInput';

/** A row that stands for a value. */
export interface Choice<T> extends PickTexts {
  readonly value: T;
  /** Reason why it cannot be chosen, instead of `detail`; absent where it can. */
  readonly refusal?: string;
}

/** One question with rows to choose from; `chosen` is where the cursor stands at first. */
export interface ChoiceQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  readonly chosen?: T | undefined;
  readonly canGoBack?: boolean;
}

type Row<T> = PickRow & { readonly chosen?: { readonly value: T }; readonly refusal?: string };

/**
 * Asks for one of several; `value` is there when `answer` is `next`. Those that cannot be chosen are below the others, with the
 * reason. VS Code has no rows that cannot be accepted, and cuts a reason that is wider than the list: accepting one tells it.
 */
export function askChoice<T>(question: ChoiceQuestion<T>): Promise<{ readonly answer: Answer; readonly value?: T }> {
  const rows = choiceRows(question.choices);
  const pick = createPick<Row<T>>(question.title, question.placeholder);
  pick.items = rows;
  // None active would leave Enter without a row to take.
  const takable = rows.filter(({ chosen }) => chosen);
  const active = takable.find(({ chosen }) => chosen?.value === question.chosen) ?? takable[0];
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
      const { chosen, refusal } = pick.selectedItems[0] ?? {};
      if (chosen) leave({ answer: 'next', value: chosen.value });
      else if (refusal !== undefined) void showInformation(refusal);
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(result);
    });
    pick.show();
  });
}

function choiceRows<T>(choices: readonly Choice<T>[]): readonly Row<T>[] {
  const refused = choices.flatMap((choice) =>
    choice.refusal === undefined ? [] : [refusedRow(choice, choice.refusal)],
  );
  const takable = choices.filter(({ refusal }) => refusal === undefined);
  return [
    ...takable.map((choice) => pickRow(choice, { chosen: { value: choice.value } })),
    ...(refused.length > 0 ? [pickHeading(vscode.l10n.t('Cannot be used')), ...refused] : []),
  ];
}

function refusedRow(choice: PickTexts, refusal: string): Row<never> {
  return pickRow({ ...choice, detail: refusal }, { refusal: vscode.l10n.t('{0}: {1}', choice.label, refusal) });
}
