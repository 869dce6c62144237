import * as vscode from 'vscode';
import type { Answer, StepPlace } from './askSteps';
import { createPick, pickHeading, pickRow, showStep, type PickTexts } from './quickInput';
import { onTakenRow, type RefusableRow } from './onTakenRow';

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
  readonly place?: StepPlace | undefined;
}

type Row<T> = RefusableRow & { readonly chosen?: { readonly value: T } };

/**
 * Asks for one of several; `value` is there when `answer` is `next`. Those that cannot be chosen are below the others, with the
 * reason. VS Code cuts a reason that is wider than the list: accepting one tells it in the title.
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
  showStep(pick, question.place);
  return new Promise((resolve) => {
    let result: { answer: Answer; value?: T } = { answer: 'closed' };
    const leave = (how: typeof result) => {
      result = how;
      pick.hide();
    };
    pick.onDidTriggerButton(() => leave({ answer: 'back' }));
    onTakenRow(pick, ({ chosen }) => chosen && leave({ answer: 'next', value: chosen.value }));
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
    ...(refused.length > 0 ? [pickHeading(vscode.l10n.t('Not available')), ...refused] : []),
  ];
}

function refusedRow(choice: PickTexts, refusal: string): Row<never> {
  return pickRow({ ...choice, detail: refusal }, { refusal: vscode.l10n.t('{0}: {1}', choice.label, refusal) });
}
