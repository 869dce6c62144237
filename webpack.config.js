'use strict';
const path = require('node:path');

/** @param {import('webpack').Chunk} chunk */
const isLater = (chunk) => !chunk.canBeInitial() && chunk.name !== 'subjects';

/**
 * One bundle that VS Code loads to wake the extension, the threads that read files for uploads (`readWorker`) and verify packages
 * (`verifyWorker`), and chunks that are loaded on first use: `subjects` (which composes all others, right after waking), a subject
 * of ui each (`accounts`, `applications`, `packages`, `uploads`, `deployments`, `sandboxCommands`) and what they share (`shared`), `cloud` (which calls TEM and reads credentials), `tem-sdk` and `cos-sdk`
 * (the Tencent SDKs), `stored` (which reads and downloads packages), `jar` (which reads those of this machine), `engine` (which
 * checks and uploads them), `settings` (which says what is wrong with one), `journal` and `sandbox`.
 * @type {import('webpack').Configuration}
 */
module.exports = {
  target: 'node20',
  entry: {
    extension: './src/extension.ts',
    readWorker: './src/hashing/readWorker.ts',
    verifyWorker: './src/jar/check/verifyWorker.ts',
  },
  output: {
    path: path.join(__dirname, 'dist'),
    filename: '[name].js',
    chunkFilename: '[name].js',
    library: { type: 'commonjs2' },
    clean: true,
  },
  externals: { vscode: 'commonjs vscode' },
  resolve: {
    extensions: ['.ts', '.js'],
    // The HTTP of TEM's SDK, beneath which is ours (`temSdk.ts`): were it ever asked for again, it would fail.
    alias: { 'node-fetch$': false, 'https-proxy-agent$': false },
  },
  module: {
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        options: { onlyCompileBundledFiles: true, compilerOptions: { module: 'esnext', sourceMap: true } },
      },
    ],
  },
  optimization: {
    splitChunks: {
      cacheGroups: {
        default: false,
        defaultVendors: false,
        // What several subjects of ui say and show; the SDKs and the engine share nothing worth a file. `subjects` is loaded at
        // once, and must not draw all that into it.
        shared: { name: 'shared', chunks: isLater, minChunks: 2, minSize: 0, test: /src\/(ui|core|browse)\// },
      },
    },
  },
  devtool: 'source-map',
  performance: { hints: false },
};
