'use strict';
// Put in the place of native-watchdog in a fetched VS Code server. The extension host also looks for its parent once a
// second by itself; the native thread only matters for a host that hangs, and stop() of the harness ends that one.
function start() {}

function exit(code) {
  process.exit(code || 0);
}

module.exports = { start, exit };
