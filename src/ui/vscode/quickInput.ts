import * as vscode from 'vscode';
import { plainText } from '../messages/plainText';
import type { StepPlace } from './askSteps';

declare const isPlain: unique symbol;

/** A row of a picker. Only `pickRow` makes one: its texts may be written by others. */
export interface PickRow extends vscode.QuickPickItem {
  readonly [isPlain]: true;
}

/** Texts of a choice; `icon` is the name of a codicon before the label. */
export interface PickTexts {
  readonly icon?: string;
  readonly label: string;
  /** Empty ones are left out. */
  readonly description?: readonly string[];
  readonly detail?: string;
}

/** Makes a choice that says `texts` literally, with `rest` in it. */
export function pickRow<T extends object>({ icon, label, description, detail }: PickTexts, rest: T): T & PickRow {
  const shown = {
    label: icon === undefined ? plainText(label) : `$(${icon}) ${plainText(label)}`,
    ...(description && { description: plainText(description.filter(Boolean).map(plainText).join(' · ')) }),
    ...(detail !== undefined && { detail: plainText(detail) }),
  };
  return { ...rest, ...shown } as T & PickRow;
}

/** Makes a heading between choices; a bare line when `label` is empty. */
export function pickHeading(label: string): PickRow {
  return pickRow({ label }, { kind: vscode.QuickPickItemKind.Separator });
}

/** Makes a picker that is filled by its maker. */
export function createPick<T extends PickRow>(title: string, placeholder: string): vscode.QuickPick<T> {
  const pick = vscode.window.createQuickPick<T>();
  pick.placeholder = plainText(placeholder);
  return entitle(pick, title);
}

/** Gives a picker or a box another title. */
export function entitle<T extends vscode.QuickInput>(input: T, title: string): T {
  input.title = plainText(title);
  return input;
}

/** Shows which step of how many a picker or a box is, with a way back to the one before; nothing where it is the only one. */
export function showStep(input: vscode.QuickPick<PickRow> | vscode.InputBox, place: StepPlace | undefined): void {
  if (!place || place.totalSteps < 2) return;
  input.step = place.step;
  input.totalSteps = place.totalSteps;
  if (place.step > 1) input.buttons = [vscode.QuickInputButtons.Back, ...input.buttons];
}

/** Lets a person choose one of `rows`; `undefined` when they close it. */
export function pickOne<T extends PickRow>(
  rows: Promise<readonly T[]>,
  { title, placeholder, ...options }: { title: string; placeholder: string; matchOnDetail?: boolean },
): Thenable<T | undefined> {
  const shown = { ...options, title: plainText(title), placeHolder: plainText(placeholder), matchOnDescription: true };
  return vscode.window.showQuickPick<T>(
    rows.then((all) => [...all]),
    shown,
  );
}

/** Lets a person tick any of `rows`; none when they close it, or tick none. */
export async function pickSeveral<T extends PickRow>(
  rows: readonly T[],
  { title, placeholder, ...options }: { title: string; placeholder: string; matchOnDetail?: boolean },
): Promise<readonly T[]> {
  const shown = { ...options, title: plainText(title), placeHolder: plainText(placeholder), matchOnDescription: true };
  return (await vscode.window.showQuickPick<T>([...rows], { ...shown, canPickMany: true })) ?? [];
}

/** Makes a box for a line of text. */
export function createBox(title: string, placeholder: string, prompt = ''): vscode.InputBox {
  const box = vscode.window.createInputBox();
  box.placeholder = plainText(placeholder);
  box.prompt = plainText(prompt);
  return entitle(box, title);
}

/** Says below the box what is wrong with what was typed; `undefined` takes it back. */
export function complain(box: vscode.InputBox, complaint: string | undefined): void {
  box.validationMessage = complaint === undefined ? undefined : plainText(complaint);
}
