import * as vscode from 'vscode';
import type { Site } from '../../core/model';

/** Names the site of an account; the sandbox says plainly what it is. */
export function siteName(site: Site): string {
  const names: Record<Site, string> = {
    china: vscode.l10n.t('China'),
    international: vscode.l10n.t('International'),
    sandbox: vscode.l10n.t('local sandbox, not the cloud'),
  };
  return names[site];
}
