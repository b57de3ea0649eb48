// ClickHouse's HTTP interface over its engine as a library, as far as the store needs it; for tests only.
// usage: node front.cjs <data directory> [port] [cluster] [users.xml]   Prints "listening on <port>". Ends when its standard input does.
// With "users.xml" its default user has the profile and the grants given there; passwords nobody asks for.
// With "cluster" there is one of that name, of one shard that is this process. What is said ON CLUSTER is done here,
// without replicas: the library has no queue of such statements, and though it has a Keeper in memory (testkeeper),
// replicated tables stay read-only, as it takes no interserver_http_port from a configuration. Nor does it listen on
// tcp_port; a second shard within itself (default_database) it takes for another machine and finds nobody there.
'use strict';
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
// Its own wrapper knows no binary formats.
const engine = require(path.join(path.dirname(require.resolve('chdb/package.json')), 'dist', 'loader.js')).loadNative();

const [directory, port, cluster, users] = process.argv.slice(2);
const MOST_CONNECTIONS = 6;
// Of the query string; everything else there is a setting.
const RESERVED = new Set(['query', 'database', 'default_format', 'user', 'password', 'session_id', 'session_timeout',
  'session_check', 'query_id', 'compress', 'decompress', 'enable_http_compression', 'wait_end_of_query',
  'buffer_size', 'role', 'client_protocol_version', 'quota_key', 'stacktrace', 'close_session',
  'http_write_exception_in_output_format', 'send_progress_in_http_headers']);

const free = [];
const waiting = [];
let opened = 0;
let files = 0;
// The engine lives as long as one connection does.
const anchor = connect();
const version = run0('SELECT version()').trim();
const timezone = run0('SELECT timezone()').trim();

function connect() {
  if (!cluster && !users) return engine.CreateConnection(directory);
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, 'cluster.xml');
  if (users) {
    fs.writeFileSync(file, `<clickhouse><users_config>${users}</users_config></clickhouse>`);
    return engine.CreateConnection(directory, ['--config-file=' + file]);
  }
  fs.writeFileSync(file, `<clickhouse><tcp_port>9000</tcp_port><remote_servers><${cluster}><shard><internal_replication>true</internal_replication>` +
    `<replica><host>127.0.0.1</host><port>9000</port></replica></shard></${cluster}></remote_servers></clickhouse>`);
  return engine.CreateConnection(directory, ['--config-file=' + file]);
}

function run0(sql) {
  return engine.QueryWithConnection(anchor, sql, 'TabSeparatedRaw');
}

function take() {
  if (free.length > 0) return Promise.resolve(free.pop());
  if (opened < MOST_CONNECTIONS) {
    opened++;
    return Promise.resolve(fresh());
  }
  return new Promise((resolve) => waiting.push(resolve));
}

function give(held) {
  const next = waiting.shift();
  if (next) next(held);
  else free.push(held);
}

function fresh() {
  return { connection: connect(), database: 'default', settings: new Map() };
}

function discard(held) {
  engine.CloseConnection(held.connection);
  opened--;
  const next = waiting.shift();
  if (next) {
    opened++;
    next(fresh());
  }
}

function quoted(text) {
  return "'" + text.replace(/\\/g, '\\\\').replace(/'/g, "\\'") + "'";
}

function execute(connection, sql, format, parameters) {
  return parameters
    ? engine.QueryAsyncConnection(connection, sql, format, parameters)
    : engine.QueryAsyncConnection(connection, sql, format);
}

async function answer(url, headers, body) {
  const given = new URLSearchParams(url.slice(url.indexOf('?') + 1 || url.length));
  const settings = [];
  const parameters = {};
  let bound = false;
  for (const [name, value] of given) {
    if (name.startsWith('param_')) {
      parameters[name.slice(6)] = value;
      bound = true;
    } else if (!RESERVED.has(name)) {
      settings.push([name, value]);
    }
  }
  const database = given.get('database') || headers['x-clickhouse-database'] || 'default';
  const format = given.get('default_format') || headers['x-clickhouse-format'] || 'TabSeparated';
  const inUrl = given.get('query') || '';
  const isInsert = /^\s*insert\b[^]*\bformat\s+\w+\s*$/i.test(inUrl);
  // What cannot be set back must not be met by the next one.
  const once = settings.some(([name]) => name === 'readonly');
  const held = await take();
  const { connection } = held;
  try {
    if (held.database !== database) {
      await execute(connection, 'USE `' + database.replace(/`/g, '') + '`', 'Null');
      held.database = database;
    }
    await prepare(held, new Map(settings.filter(([name]) => name !== 'readonly')));
    if (once) await execute(connection, `SET readonly = ${Number(given.get('readonly'))}`, 'Null');
    if (isInsert) {
      // Not the library's own insert: it takes an empty line in binary data for the end of the data.
      const file = path.join(os.tmpdir(), `front-${process.pid}-${++files}.bin`);
      fs.writeFileSync(file, body);
      try {
        const sql = inUrl.trimEnd().replace(/format\s+(\w+)$/i, `FROM INFILE '${file}' COMPRESSION 'none' FORMAT $1`);
        await execute(connection, sql, 'Null');
      } finally {
        fs.unlinkSync(file);
      }
      return { format, bytes: Buffer.alloc(0), rows: 0 };
    }
    const sql = here(inUrl ? inUrl + (body.length ? '\n' + body.toString('utf8') : '') : body.toString('utf8'));
    const result = await execute(connection, sql, format, bound ? parameters : undefined);
    return { format, bytes: Buffer.from(result.bytes), rows: result.rowsRead };
  } finally {
    if (once) discard(held);
    else give(held);
  }
}

// What a statement for all nodes is on one.
function here(sql) {
  if (!cluster || /^\s*SELECT/.test(sql)) return sql;
  return sql.replace(/ ON CLUSTER `\w+`/, '').replace(/Replicated(\w*MergeTree)\('[^']*', '[^']*'(, )?/, '$1(');
}

// Most statements come with the same settings: only what differs from the last one is set.
async function prepare(held, wanted) {
  for (const name of [...held.settings.keys()]) {
    if (!wanted.has(name)) {
      await execute(held.connection, `SET ${name} = DEFAULT`, 'Null');
      held.settings.delete(name);
    }
  }
  for (const [name, value] of wanted) {
    if (held.settings.get(name) !== value) {
      await execute(held.connection, `SET ${name} = ${quoted(value)}`, 'Null');
      held.settings.set(name, value);
    }
  }
}

function status(code) {
  if (code === 60 || code === 81) return 404;
  if (code === 241 || code === 202) return 503;
  return code >= 36 && code <= 73 ? 400 : 500;
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    if (request.url.startsWith('/ping')) {
      response.end('Ok.\n');
      return;
    }
    try {
      const { format, bytes, rows } = await answer(request.url, request.headers, Buffer.concat(chunks));
      const summary = JSON.stringify({ read_rows: '0', read_bytes: '0', written_rows: String(rows),
        written_bytes: '0', total_rows_to_read: '0', result_rows: String(rows), result_bytes: '0', elapsed_ns: '0' });
      response.writeHead(200, {
        'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length, 'X-ClickHouse-Format': format,
        'X-ClickHouse-Timezone': timezone, 'X-ClickHouse-Summary': summary,
        'X-ClickHouse-Server-Display-Name': 'chdb ' + version });
      response.end(bytes);
    } catch (e) {
      const message = String((e && e.message) || e);
      const found = /Code: (\d+)/.exec(message);
      const code = found ? Number(found[1]) : 1002;
      const text = Buffer.from(message + ` (version ${version})\n`);
      response.writeHead(status(code), { 'Content-Type': 'text/plain; charset=UTF-8', 'Content-Length': text.length,
        'X-ClickHouse-Exception-Code': String(code), 'X-ClickHouse-Timezone': timezone });
      response.end(text);
    }
  });
});

server.keepAliveTimeout = 60000;
server.listen(Number(port || 0), '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();
