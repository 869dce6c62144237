import * as vscode from 'vscode';
import type { FilterSummary } from '../../browse/regionFilter';
import { setContextKey } from '../vscode/contributions';

/** The filter of a view, as its message and the menus show it. */
export class ViewFilter {
  private current = '';

  constructor(private readonly view: Pick<vscode.TreeView<unknown>, 'message'>) {}

  get text(): string {
    return this.current;
  }

  set text(text: string) {
    this.current = text.trim();
    this.view.message = this.current && filtered(this.current);
    void setContextKey('tem.filtered', this.current !== '');
  }

  /** Says beside the filter what it shows and leaves out. */
  tell({ shown, hidden, unsearched }: FilterSummary): void {
    if (!this.current) return;
    this.view.message = [
      filtered(this.current),
      vscode.l10n.t('applications shown: {0}', shown),
      ...(hidden > 0 ? [vscode.l10n.t('regions hidden: {0}', hidden)] : []),
      ...(unsearched > 0 ? [vscode.l10n.t('not searched: {0}', unsearched)] : []),
    ].join(' · ');
  }
}

function filtered(text: string): string {
  return vscode.l10n.t('Only applications that match “{0}”', text);
}
