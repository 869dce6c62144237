import * as vscode from 'vscode';
import type { Account, Target } from '../../core/model';
import type { AuthObserver } from '../../core/ports/authObserver';
import type { Connections, Tem } from '../../core/ports/tem';
import { failedRows, lastRows, regionRows, typeRow, type TargetRow } from './targetRows';
import { typeTarget } from './typeTarget';
import { showWarning } from '../vscode/showMessage';
import { createPick } from '../vscode/quickInput';

/** Dependencies of choosing an application: whom to ask for them. */
export interface PickTargetDeps {
  readonly accounts: Connections;
  readonly auth: AuthObserver;
  readonly tem: Pick<Tem, 'listApplications'>;
  readonly regions: () => readonly string[];
}

/** Question for a target: the package to upload, and the account. */
export interface TargetQuestion {
  readonly account: Account;
  readonly packageName: string;
  /** The application this module was last uploaded to with this account. */
  readonly last: Target | undefined;
}

/** Lets a person choose the application for a package; `undefined` when they close it. */
export async function pickTarget(deps: PickTargetDeps, question: TargetQuestion): Promise<Target | undefined> {
  const { choice, typed } = await choose(deps, question);
  return choice === 'type' ? typeTarget(question.account, deps.regions(), typed) : choice;
}

/** Answer of a person; `typed` is what had been looked for in vain. */
interface Chosen {
  readonly choice?: TargetRow['choice'];
  readonly typed: string;
}

function choose(deps: PickTargetDeps, question: TargetQuestion): Promise<Chosen> {
  const regions = deps.regions();
  const arrived = new Map<string, readonly TargetRow[]>();
  const leaving = new AbortController();
  const title = vscode.l10n.t('Upload {0} with {1}', question.packageName, question.account.name);
  const pick = createPick<TargetRow>(title, vscode.l10n.t('To which application?'));
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.keepScrollPosition = true;

  // Rows come one below the other as they arrive: nothing moves from under the pointer or the finger.
  let last = lastRows(question.last);
  let typing = typeRow(false);
  const applications = () => [...last, ...[...arrived.values()].flat()];
  const put = () => (pick.items = [...last, typing, ...[...arrived.values()].flat()]);
  // To type an id is for those who go there: Enter is for an application.
  const goToFirst = () => (pick.activeItems = applications().filter(isApplication).slice(0, 1));
  const show = () => {
    const active = pick.activeItems[0];
    put();
    if (active && pick.items.includes(active)) pick.activeItems = [active];
    else if (!pick.value) goToFirst();
    pick.busy = arrived.size < regions.length;
  };
  const load = async (region: string) => {
    const rows = await rowsOf(deps, question, region, leaving.signal);
    arrived.set(region, rows);
    if (isGone(question.last, region, rows)) last = [];
    if (!leaving.signal.aborted) show();
  };
  pick.onDidChangeValue((value) => {
    const isUnknown = value.trim() !== '' && ![typing, ...applications()].some((row) => matches(row, value));
    if (isUnknown !== typing.alwaysShow) {
      typing = typeRow(isUnknown);
      put();
    }
    if (!value) goToFirst();
  });
  show();
  void Promise.all(regions.map(load));

  return new Promise((resolve) => {
    let choice: TargetRow['choice'];
    pick.onDidAccept(() => {
      const row = pick.selectedItems[0];
      if (row?.refusal) void showWarning(row.refusal);
      choice = row?.choice;
      if (choice) pick.hide();
    });
    pick.onDidHide(() => {
      leaving.abort();
      const typed = typing.alwaysShow ? pick.value : '';
      pick.dispose();
      resolve({ choice, typed });
    });
    pick.show();
  });
}

/** Tells whether the region was listed and has the application no more, or it takes another kind of package now. */
function isGone(last: Target | undefined, region: string, rows: readonly TargetRow[]): boolean {
  const wasListed = rows.some(({ choice }) => choice !== undefined);
  return last?.region === region && wasListed && !rows.some(({ choice }) => isTarget(choice, last.applicationId));
}

function isApplication({ choice }: TargetRow): boolean {
  return typeof choice === 'object';
}

function matches({ label, description = '' }: TargetRow, value: string): boolean {
  return `${label} ${description}`.toLowerCase().includes(value.trim().toLowerCase());
}

function isTarget(choice: TargetRow['choice'], applicationId: string): boolean {
  return typeof choice === 'object' && choice.applicationId === applicationId;
}

async function rowsOf(
  { accounts, auth, tem }: PickTargetDeps,
  { account, packageName }: TargetQuestion,
  region: string,
  signal: AbortSignal,
): Promise<readonly TargetRow[]> {
  const ask = async () => tem.listApplications({ connection: await accounts.connect(account.id), region }, { signal });
  try {
    return regionRows(account, region, await auth.observe(account.id, signal, ask()), packageName);
  } catch (error) {
    return failedRows(region, error);
  }
}
