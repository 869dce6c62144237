import * as vscode from 'vscode';
import type { PackageRole } from '../../core/packageCheck/packageRole';

/** Says what a package is that is not meant to run. */
export function roleWords(role: Exclude<PackageRole, 'application'>): string {
  switch (role) {
    case 'thin':
      return vscode.l10n.t('thin JAR: needs its libraries beside it');
    case 'plain':
      return vscode.l10n.t('without the Spring Boot launcher and libraries');
    case 'original':
      return vscode.l10n.t('before its libraries were packed into it');
    case 'sources':
      return vscode.l10n.t('sources');
    case 'javadoc':
      return vscode.l10n.t('documentation');
    case 'tests':
      return vscode.l10n.t('tests');
    case 'fixtures':
      return vscode.l10n.t('test fixtures');
    case 'library':
      return vscode.l10n.t('does not start by itself');
  }
}
