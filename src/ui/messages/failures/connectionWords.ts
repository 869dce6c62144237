import * as vscode from 'vscode';
import type { ConnectionFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** The way to Tencent Cloud. */
export const connectionWords: WordsOf<ConnectionFailure> = {
  offline: () => ({
    text: vscode.l10n.t('The server cannot be reached. Check the network connection and try again.'),
    withDetail: true,
  }),
  cutShort: () => ({
    text: vscode.l10n.t('The connection was interrupted. Try again; data already transferred is kept.'),
    withDetail: true,
  }),
  timedOut: () => ({ text: vscode.l10n.t('The server did not respond in time. Try again in a moment.') }),
  slowLine: () => ({
    text: vscode.l10n.t(
      'The network is too slow, even with fewer connections. Try again or use a faster network; data already transferred is kept.',
    ),
    withDetail: true,
  }),
  proxy: () => ({
    text: vscode.l10n.t('The proxy rejected the connection. Check the proxy settings of VS Code.'),
    remedy: 'proxySettings',
    withDetail: true,
  }),
  certificate: () => ({
    text: vscode.l10n.t(
      'The certificate of the server is not trusted, so nothing was sent. If a proxy or antivirus inspects TLS connections, this machine must trust its certificate. Check the clock of this machine as well.',
    ),
    remedy: 'certificateSettings',
    withDetail: true,
  }),
  blockedHere: () => ({
    text: vscode.l10n.t(
      'This machine blocks the connection of VS Code to the server. Allow the connection in the firewall or antivirus, then try again.',
    ),
    withDetail: true,
  }),
  tooManyOpen: () => ({
    text: vscode.l10n.t(
      'This machine has too many files or connections open. Close some programs, then try again; data already transferred is kept.',
    ),
    withDetail: true,
  }),
  blockedOnTheWay: () => ({
    text: vscode.l10n.t(
      'A proxy or firewall blocked the request to Tencent Cloud. Ask the network administrator to allow it, then try again.',
    ),
    withDetail: true,
  }),
  bodyTooLarge: () => ({
    text: vscode.l10n.t(
      'COS or a proxy does not accept a request of this size. Try another network, or ask the network administrator to raise the limit of the proxy; data already transferred is kept.',
    ),
    withDetail: true,
  }),
  invalidResponse: () => ({
    text: vscode.l10n.t(
      'The response cannot be read. A proxy or gateway may have changed it. Check the network and its proxy, then try again.',
    ),
    withDetail: true,
  }),
  internal: () => ({
    text: vscode.l10n.t(
      'An internal error occurred in TEM Toolkit. See the log and report the issue; data already transferred is kept.',
    ),
    withDetail: true,
  }),
  badEndpoint: () => ({
    text: vscode.l10n.t(
      'The settings tem.endpoint and tem.cosEndpoint must be https:// addresses; http:// is allowed only on this machine.',
    ),
    remedy: 'settings',
    withDetail: true,
  }),
};
