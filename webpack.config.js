'use strict';
const path = require('node:path');

/**
 * One bundle that VS Code loads at activation, the thread that reads files for uploads (`readWorker`), and chunks that are
 * loaded on first use: `cloud` (which asks TEM and reads keys), `tem-sdk` and `cos-sdk` (the Tencent SDKs), `stored` (which reads and downloads packages),
 * `engine` (which checks and uploads them) and `sandbox`.
 * @type {import('webpack').Configuration}
 */
module.exports = {
  target: 'node20',
  entry: { extension: './src/extension.ts', readWorker: './src/hashing/readWorker.ts' },
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
    splitChunks: { cacheGroups: { default: false, defaultVendors: false } },
  },
  devtool: 'source-map',
  performance: { hints: false },
};
