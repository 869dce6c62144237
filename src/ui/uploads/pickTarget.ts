import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Account, Target } from '../../core/model';
import type { Answer, StepPlace } from '../vscode/askSteps';
import { onTakenRow } from '../vscode/onTakenRow';
import { createPick, showStep } from '../vscode/quickInput';
import { TargetList, type TargetListDeps } from './targetList';
import { lastRows, typeRow, type PackageToUpload, type TargetChoice, type TargetRow } from './targetRows';
import { typeTarget } from './typeTarget';

/** Dependencies of choosing an application. */
export type PickTargetDeps = TargetListDeps;

/** Question for the target of packages of one kind, at least one, with an account. */
export interface TargetQuestion {
  readonly account: Account;
  readonly packages: readonly PackageToUpload[];
  readonly place?: StepPlace;
}

/** Answer of a person; with `next` the target of each package that has one, by path. */
export interface TargetAnswer {
  readonly answer: Answer;
  readonly targets: ReadonlyMap<string, Target>;
}

/** Lets a person choose the application for packages, or, for those that have one, what it was last time. */
export async function pickTarget(deps: PickTargetDeps, question: TargetQuestion): Promise<TargetAnswer> {
  const { answer, choice, typed } = await choose(deps, question);
  const all = (target: Target | undefined): TargetAnswer =>
    target
      ? { answer: 'next', targets: new Map(question.packages.map(({ path }) => [path, target])) }
      : { answer: 'closed', targets: new Map() };
  switch (choice?.kind) {
    case 'application':
      return all(choice.target);
    case 'asLast':
      return { answer: 'next', targets: choice.targets };
    case 'type':
      return all(await typeTarget(question.account, deps.regions(), typed));
    case undefined:
      return { answer, targets: new Map() };
  }
}

/** Answer of a person; `typed` is what had been looked for in vain. */
interface Chosen {
  readonly answer: Answer;
  readonly choice?: TargetChoice | undefined;
  readonly typed: string;
}

function choose(deps: PickTargetDeps, question: TargetQuestion): Promise<Chosen> {
  const leaving = new AbortController();
  const pick = createPick<TargetRow>(titleOf(question), vscode.l10n.t('Which application do you want to upload to?'));
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.keepScrollPosition = true;
  showStep(pick, question.place);

  // Rows come one below the other as they arrive: nothing moves from under the pointer or the finger.
  const list = new TargetList(deps, listedFor(question), () => show());
  const refusalOf = (target: Target) => list.refusalOf(target);
  let last: readonly TargetRow[] = [];
  let typing = typeRow(false);
  const applications = () => [...last, ...list.rows];
  const put = () => (pick.items = [...last, typing, ...list.rows]);
  // To type an id is for those who go there: Enter is for an application.
  const goToFirst = () => (pick.activeItems = applications().filter(isApplication).slice(0, 1));
  const show = () => {
    const active = pick.activeItems[0];
    last = lastRows(remembered, refusalOf);
    put();
    const again = active && pick.items.find((row) => row === active || isSame(row, active));
    if (again) pick.activeItems = [again];
    else if (!pick.value) goToFirst();
    pick.busy = list.isBusy;
  };
  pick.onDidChangeValue((value) => {
    const isUnknown = value.trim() !== '' && ![typing, ...applications()].some((row) => matches(row, value));
    if (isUnknown !== typing.alwaysShow) {
      typing = typeRow(isUnknown);
      put();
    }
    if (!value) goToFirst();
  });
  list.load(leaving.signal);
  // What is known to be refused by now is not offered; what turns out to be keeps its place, and the focus.
  const remembered = question.packages.map((one) =>
    one.last && refusalOf(one.last) !== undefined ? { ...one, last: undefined } : one,
  );
  show();

  return new Promise((resolve) => {
    let chosen: Omit<Chosen, 'typed'> = { answer: 'closed' };
    const leave = (how: typeof chosen) => {
      chosen = how;
      pick.hide();
    };
    pick.onDidTriggerButton(() => leave({ answer: 'back' }));
    onTakenRow(pick, ({ choice }) => choice && leave({ answer: 'next', choice }));
    pick.onDidHide(() => {
      leaving.abort();
      const typed = typing.alwaysShow ? pick.value : '';
      pick.dispose();
      resolve({ ...chosen, typed });
    });
    pick.show();
  });
}

function listedFor({ account, packages }: TargetQuestion) {
  return { account, packageName: basename(packages[0]?.path ?? '') };
}

function titleOf({ account, packages }: TargetQuestion): string {
  const [first] = packages;
  return first && packages.length === 1
    ? vscode.l10n.t('Upload {0} with {1}', basename(first.path), account.name)
    : vscode.l10n.t('Upload {0} packages with {1}', packages.length, account.name);
}

function isApplication({ choice }: TargetRow): boolean {
  return choice !== undefined && choice.kind !== 'type';
}

/** Tells whether two rows stand for the same: a list that was asked for again makes its rows anew. */
function isSame(a: TargetRow, b: TargetRow): boolean {
  return a.key !== undefined && a.key === b.key;
}

function matches({ label, description = '' }: TargetRow, value: string): boolean {
  return `${label} ${description}`.toLowerCase().includes(value.trim().toLowerCase());
}
