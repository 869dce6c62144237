import * as vscode from 'vscode';

/** Names a region as people call it, `Guangzhou`; gives its id where it has no name here. */
export function regionName(id: string): string {
  return regionNames().get(id) ?? id;
}

/** Lists the regions of TEM's host list by id, with their names. */
export function regionNames(): ReadonlyMap<string, string> {
  return new Map([
    ['ap-guangzhou', vscode.l10n.t('Guangzhou')],
    ['ap-shanghai', vscode.l10n.t('Shanghai')],
    ['ap-beijing', vscode.l10n.t('Beijing')],
    ['ap-chengdu', vscode.l10n.t('Chengdu')],
    ['ap-chongqing', vscode.l10n.t('Chongqing')],
    ['ap-nanjing', vscode.l10n.t('Nanjing')],
    ['ap-hongkong', vscode.l10n.t('Hong Kong, China')],
    ['ap-singapore', vscode.l10n.t('Singapore')],
    ['ap-bangkok', vscode.l10n.t('Bangkok')],
    ['ap-jakarta', vscode.l10n.t('Jakarta')],
    ['ap-mumbai', vscode.l10n.t('Mumbai')],
    ['ap-seoul', vscode.l10n.t('Seoul')],
    ['ap-tokyo', vscode.l10n.t('Tokyo')],
    ['eu-frankfurt', vscode.l10n.t('Frankfurt')],
    ['na-ashburn', vscode.l10n.t('Virginia')],
    ['na-siliconvalley', vscode.l10n.t('Silicon Valley')],
    ['na-toronto', vscode.l10n.t('Toronto')],
  ]);
}
