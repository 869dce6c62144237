import * as vscode from 'vscode';
import { regionNames } from '../messages/regionName';
import { createPick, entitle, pickRow, type PickRow } from '../vscode/quickInput';
import { keep, readRegions } from '../vscode/settings';

interface RegionItem extends PickRow {
  readonly id: string;
}

/** Lets a person choose the regions to show, the known ones by name and any other by its id. */
export async function selectRegions(): Promise<void> {
  const chosen = await choose(readRegions());
  if (chosen) await keep('tem.regions', chosen);
}

function choose(current: readonly string[]): Promise<readonly string[] | undefined> {
  const names = regionNames();
  const itemOf = (id: string): RegionItem => pickRow({ label: names.get(id) ?? id, description: [id] }, { id });
  let items = [...new Set([...names.keys(), ...current])].map(itemOf);
  const title = vscode.l10n.t('Regions to show in TEM');
  const pick = createPick<RegionItem>(title, vscode.l10n.t('Select regions, or enter the ID of another region'));
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ id }) => current.includes(id));
  const newRegion = () => {
    const id = pick.value.trim().toLowerCase();
    const isNew = /^[a-z]{1,20}(-[a-z0-9]{1,20}){1,5}$/.test(id) && !items.some((item) => item.id === id);
    return isNew ? id : undefined;
  };
  const isFilter = () => {
    const typed = pick.value.trim().toLowerCase();
    return items.some(({ id, label }) => `${label} ${id}`.toLowerCase().includes(typed));
  };
  pick.onDidChangeValue(() => {
    entitle(pick, title);
    const { selectedItems } = pick;
    const added = selectedItems.filter((one) => !items.includes(one)).map(({ id }) => itemOf(id));
    items = [...items, ...added];
    const id = newRegion();
    const newRow = (one: string) =>
      pickRow({ label: one, description: [vscode.l10n.t('add this region')] }, { id: one });
    pick.items = id ? [newRow(id), ...items] : items;
    pick.selectedItems = items.filter((item) => selectedItems.some((one) => one.id === item.id));
  });
  return new Promise((resolve) => {
    let result: readonly string[] | undefined;
    pick.onDidAccept(() => {
      const typed = newRegion();
      if (!typed && !isFilter()) {
        const complaint = vscode.l10n.t('A region ID has lowercase letters, digits and hyphens, such as ap-guangzhou.');
        return void entitle(pick, complaint);
      }
      result = [...new Set([...pick.selectedItems.map(({ id }) => id), ...(typed ? [typed] : [])])];
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(result);
    });
    pick.show();
  });
}
