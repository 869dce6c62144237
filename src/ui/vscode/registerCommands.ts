import * as vscode from 'vscode';
import type { WithErrorReporting } from './errorReporter';

/** Every command of the extension; a test keeps it equal to package.json. */
export type CommandId =
  | 'tem.signIn'
  | 'tem.signOut'
  | 'tem.switchAccount'
  | 'tem.selectRegions'
  | 'tem.uploadPackage'
  | 'tem.showPackageFacts'
  | 'tem.comparePackages'
  | 'tem.refresh'
  | 'tem.uploadHere'
  | 'tem.refreshRow'
  | 'tem.useAccount'
  | 'tem.signOutAccount'
  | 'tem.signInAgain'
  | 'tem.loadMore'
  | 'tem.findApplication'
  | 'tem.filterApplications'
  | 'tem.clearFilter'
  | 'tem.groupByEnvironment'
  | 'tem.groupByRegion'
  | 'tem.stopLoading'
  | 'tem.copyId'
  | 'tem.copyPackagePath'
  | 'tem.copyVersion'
  | 'tem.copyDownloadLink'
  | 'tem.downloadPackage'
  | 'tem.openConsole'
  | 'tem.cancelUpload'
  | 'tem.retryUpload'
  | 'tem.resumeUpload'
  | 'tem.discardUpload'
  | 'tem.revealPackageFile'
  | 'tem.showInTem'
  | 'tem.showUploadError'
  | 'tem.removeUpload'
  | 'tem.clearUploads'
  | 'tem.startSandbox'
  | 'tem.stopSandbox'
  | 'tem.setSandboxConditions'
  | 'tem.showLog';

/** What runs for a command. What it is passed comes from a menu, or from whoever else runs commands: it may be anything. */
export type Handler = (...passed: unknown[]) => unknown;

/** Registers all commands; what one of them throws is told by `attempt`. None tells its caller anything. */
export function registerCommands(
  handlers: Readonly<Record<CommandId, Handler>>,
  attempt: WithErrorReporting,
): readonly vscode.Disposable[] {
  return Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (...passed: unknown[]): Promise<void> => {
      await attempt('TEM Toolkit', () => handler(...passed));
    }),
  );
}
