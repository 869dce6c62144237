import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import {
  searchEverywhere,
  searchLoaded,
  type FailedRegion,
  type FoundApplication,
  type SearchedRegion,
  type SearchDeps,
  type SearchResults,
} from '../../browse/searchApplications';
import type { Accounts } from '../accounts/accounts';
import type { ApplicationsView } from './applicationsView';
import { modeName } from '../messages/modeName';
import { regionName } from '../messages/regionName';
import { shortFailure } from '../messages/shortFailure';
import { onTakenRow, type RefusableRow } from '../vscode/onTakenRow';
import { createPick, pickRow } from '../vscode/quickInput';

/** Dependencies of finding. */
export interface FindApplicationDeps extends Pick<SearchDeps, 'tem' | 'regions' | 'auth'> {
  readonly accounts: Pick<Accounts, 'list' | 'connect'>;
  readonly catalog: Pick<Catalog, 'peekRegion'>;
  readonly applications: Pick<ApplicationsView, 'reveal'>;
  readonly signIn: () => Promise<unknown>;
}

interface Row extends RefusableRow {
  readonly found?: FoundApplication;
}

// Long enough for the next key of somebody who types.
const debounceMs = 250;

/** Finds an application of any account and region by its name or id, and goes to it in the tree. */
export function findApplicationCommand(deps: FindApplicationDeps) {
  return async (): Promise<void> => {
    if ((await deps.accounts.list()).length === 0) await deps.signIn();
    if ((await deps.accounts.list()).length === 0) return;
    const found = await pick(deps);
    if (!found) return;
    const { account, region, application } = found;
    await deps.applications.reveal({ accountId: account.id, region, applicationId: application.id });
  };
}

function pick(deps: FindApplicationDeps): Promise<FoundApplication | undefined> {
  const search: SearchDeps = { ...deps, loaded: (place) => deps.catalog.peekRegion(place) };
  const placeholder = vscode.l10n.t('Name or ID of an application in any account and region');
  const input = createPick<Row>(vscode.l10n.t('Find Application'), placeholder);
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  let stop = new AbortController();
  const show = ({ found, truncated, failed }: SearchResults): void => {
    const active = input.activeItems[0]?.found?.application.id;
    const rows = found.map(foundRow);
    input.items = [...rows, ...truncated.map(cutRow), ...failed.map(unsearchedRow)];
    const again = rows.find((row) => row.found?.application.id === active);
    if (again) input.activeItems = [again];
  };
  const typed = async (text: string): Promise<void> => {
    stop.abort();
    const { signal } = (stop = new AbortController());
    const found = await searchLoaded(search, text);
    if (signal.aborted) return;
    show({ found, truncated: [], failed: [] });
    input.busy = text !== '';
    if (text === '') return;
    await new Promise((resolve) => setTimeout(resolve, debounceMs));
    if (signal.aborted) return;
    await searchEverywhere(search, text, { onResults: show, signal });
    if (!signal.aborted) input.busy = false;
  };
  return new Promise((resolve) => {
    input.onDidChangeValue((text) => void typed(text.trim()));
    onTakenRow(input, ({ found }) => {
      resolve(found);
      input.hide();
    });
    input.onDidHide(() => {
      stop.abort();
      input.dispose();
      resolve(undefined);
    });
    void typed('');
    input.show();
  });
}

function foundRow(found: FoundApplication): Row {
  const { account, region, application } = found;
  const texts = {
    label: application.name,
    description: [modeName(application), application.versions.map((one) => one.environmentName).join(', ')],
    detail: `${account.name} · ${regionName(region)} · ${application.id}`,
  };
  const iconPath = new vscode.ThemeIcon(application.deployMode === 'IMAGE' ? 'package' : 'server-process');
  return pickRow(texts, { found, iconPath });
}

function cutRow({ account, region }: SearchedRegion): Row {
  const label = vscode.l10n.t('{0} has more matches: enter more characters', regionName(region));
  return pickRow({ icon: 'ellipsis', label, description: [account.name] }, { alwaysShow: true, refusal: label });
}

function unsearchedRow({ account, region, error }: FailedRegion): Row {
  const label = vscode.l10n.t('{0} could not be searched', regionName(region));
  const description = [account.name, shortFailure(error, vscode.l10n.t('Could not search'))];
  return pickRow({ icon: 'warning', label, description }, { alwaysShow: true, refusal: label });
}
