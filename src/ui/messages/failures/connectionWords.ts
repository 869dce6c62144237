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
    text: vscode.l10n.t(
      'The connection broke off: less arrived than was sent. Try again: what has arrived whole is kept.',
    ),
    withDetail: true,
  }),
  timedOut: () => ({ text: vscode.l10n.t('The server stopped answering. Try again in a moment.') }),
  slowLine: () => ({
    text: vscode.l10n.t(
      'The line is too slow for so much at a time, also over fewer connections. Try again, or on a faster network: what has arrived is kept.',
    ),
    withDetail: true,
  }),
  proxy: () => ({
    text: vscode.l10n.t('The proxy refused the connection. Check the proxy settings of VS Code.'),
    remedy: 'proxySettings',
    withDetail: true,
  }),
  certificate: () => ({
    text: vscode.l10n.t(
      'The certificate of the server was refused, so nothing was sent. Where a proxy or antivirus opens TLS connections, this machine must trust its certificate; check the clock too.',
    ),
    remedy: 'certificateSettings',
    withDetail: true,
  }),
  blockedHere: () => ({
    text: vscode.l10n.t(
      'This machine does not let VS Code reach the server. Allow it in the firewall or antivirus, then try again.',
    ),
    withDetail: true,
  }),
  tooManyOpen: () => ({
    text: vscode.l10n.t(
      'This machine has too many files or connections open. Close some programs, then try again: what has arrived is kept.',
    ),
    withDetail: true,
  }),
  blockedOnTheWay: () => ({
    text: vscode.l10n.t(
      'Something between here and Tencent Cloud refused the request, such as a proxy or a firewall. Ask who runs the network to allow it, then try again.',
    ),
    withDetail: true,
  }),
  bodyTooLarge: () => ({
    text: vscode.l10n.t(
      'The store, or something on the way to it, does not take so much in one request. Try again on another network, or ask who runs its proxy to allow more: what has arrived is kept.',
    ),
    withDetail: true,
  }),
  invalidResponse: () => ({
    text: vscode.l10n.t(
      'The answer cannot be read. Something between here and Tencent Cloud may have changed it: check the network and its proxy, then try again.',
    ),
    withDetail: true,
  }),
  internal: () => ({
    text: vscode.l10n.t(
      'Something went wrong inside this extension. See the log and report it; what has arrived of an upload is kept.',
    ),
    withDetail: true,
  }),
  badEndpoint: () => ({
    text: vscode.l10n.t(
      'The settings tem.endpoint and tem.cosEndpoint take https:// addresses; http:// only on this machine.',
    ),
    remedy: 'settings',
    withDetail: true,
  }),
};
