'use strict';
// Put in the place of @vscode/spdlog in a fetched VS Code server, so that nobody needs a compiler to run the tests.
// Same surface, same files: output channels read what is appended here.
const fs = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
let globalLevel = 0;

class Logger {
  constructor(_type, _name, filename, filesize, filecount) {
    this.filename = filename;
    this.filesize = filesize || Infinity;
    this.filecount = filecount || 1;
    this.level = 2;
    this.bare = false;
    this.size = fs.existsSync(filename) ? fs.statSync(filename).size : 0;
    this.file = fs.openSync(filename, 'a');
  }
  log(level, message) {
    if (this.file === undefined || level < this.level || level < globalLevel) return;
    const time = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().replace('T', ' ');
    const line = this.bare ? String(message) : `${time.slice(0, -1)} [${names[level]}] ${message}\n`;
    this.size += fs.writeSync(this.file, line);
    if (this.size >= this.filesize) this.rotate();
  }
  rotate() {
    const { dir, name, ext } = path.parse(this.filename);
    const numbered = (n) => (n === 0 ? this.filename : path.join(dir, `${name}.${n}${ext}`));
    fs.closeSync(this.file);
    for (let n = this.filecount - 1; n > 0; n--) {
      if (fs.existsSync(numbered(n - 1))) fs.renameSync(numbered(n - 1), numbered(n));
    }
    this.file = fs.openSync(this.filename, 'w');
    this.size = 0;
  }
  trace(message) {
    this.log(0, message);
  }
  debug(message) {
    this.log(1, message);
  }
  info(message) {
    this.log(2, message);
  }
  warn(message) {
    this.log(3, message);
  }
  error(message) {
    this.log(4, message);
  }
  critical(message) {
    this.log(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.bare = false;
  }
  clearFormatters() {
    this.bare = true;
  }
  flush() {}
  drop() {
    if (this.file !== undefined) fs.closeSync(this.file);
    this.file = undefined;
  }
}

async function createLogger(name, filename, filesize, filecount) {
  await fs.promises.mkdir(path.dirname(filename), { recursive: true });
  return new Logger('rotating', name, filename, filesize, filecount);
}

function setLevel(level) {
  globalLevel = level;
}

function setFlushOn() {}

// `import()` of this module sees the names only in an object literal of plain identifiers.
const version = 0;
module.exports = {
  version,
  setLevel,
  setFlushOn,
  Logger,
  createRotatingLogger: createLogger,
  createAsyncRotatingLogger: createLogger,
};
