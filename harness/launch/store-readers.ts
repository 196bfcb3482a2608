import { HarnessError } from '../errors.ts';
import { placeOf } from './redis-place.ts';
import type { Run } from './services.ts';
import { MARIADB, MONGO } from './store-clients.ts';
import { storedRecord, type RawRecord, type StoredRecord, type StoreTime } from './stored-record.ts';

/** Reads all records of a store, with the programs that its own container holds. Changes nothing. */
export type ReadStore = (run: Run) => Promise<readonly StoredRecord[]>;

/** No store of a target under test holds more; one that does is not read in part. */
const MOST = 5_000;

export class TooMany extends HarnessError {
  constructor() {
    super('LAUNCH', `The store holds more than ${String(MOST)} records in one place: too many to compare.`);
  }
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

/** One line a record: key and content in hexadecimal, and how long it lives. What is no text is taken as it is dumped. */
const REDIS_SCRIPT = `
local hex = function(text) return (text:gsub('.', function(c) return string.format('%02x', c:byte()) end)) end
local flat = function(list, sort) if sort then table.sort(list) end return table.concat(list, '\\0') end
local content = function(key)
  local type = redis.call('TYPE', key).ok
  if type == 'string' then return redis.call('GET', key) end
  if type == 'list' then return flat(redis.call('LRANGE', key, 0, -1)) end
  if type == 'set' then return flat(redis.call('SMEMBERS', key), true) end
  if type == 'zset' then return flat(redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')) end
  if type == 'hash' then
    local pairs, all = {}, redis.call('HGETALL', key)
    for at = 1, #all, 2 do pairs[#pairs + 1] = all[at] .. '\\0' .. all[at + 1] end
    return flat(pairs, true)
  end
  return redis.call('DUMP', key) or ''
end
local keys, lines = redis.call('KEYS', '*'), {}
if #keys > ${String(MOST)} then return {'too many'} end
for at, key in ipairs(keys) do
  lines[at] = 'k' .. hex(key) .. ' c' .. hex(content(key) or '') .. ' ' .. redis.call('PTTL', key)
end
return lines`;

const unhex = (text: string): string => Buffer.from(text.slice(1), 'hex').toString('latin1');

const redis: ReadStore = async (run) => {
  const cli = ['redis-cli', '-e', '--raw'];
  const [seconds, micros] = linesOf(await run([...cli, 'TIME']));
  const epochMs = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  const keyspace = await run([...cli, 'INFO', 'keyspace']);
  const records: StoredRecord[] = [];
  for (const [, database = '0'] of keyspace.matchAll(/^db(\d+):/gm)) {
    for (const line of linesOf(await run([...cli, '-n', database, 'EVAL', REDIS_SCRIPT, '0']))) {
      if (line.startsWith('too many')) throw new TooMany();
      const [key = '', content = '', life = '-2'] = line.trim().split(' ');
      const name = unhex(key);
      const raw: RawRecord = {
        place: `${database} ${placeOf(name)}`,
        key: name,
        content: unhex(content),
        endsInMs: Number(life) < 0 ? null : Number(life),
      };
      // It died while it was read.
      if (life !== '-2') records.push(storedRecord(raw, { epochMs, localMs: epochMs }));
    }
  }
  return records;
};

/** What every SQL reader prints: the store's time, then one JSON object a line for each row. */
interface Row {
  readonly place: string;
  readonly key: readonly unknown[];
  readonly row: Readonly<Record<string, unknown>>;
  readonly version?: string;
}

/** What JSON says of a line that it cannot read would quote it. */
const parsed = (line: string): Row => {
  try {
    return JSON.parse(line) as Row;
  } catch {
    throw new HarnessError('LAUNCH', 'A store printed a row that is no JSON, so that it could not be read.');
  }
};

const utc = (local: string): number => Date.parse(`${local.trim().replace(' ', 'T')}Z`);

export const recordsOf = (printed: string): readonly StoredRecord[] => {
  const [time = '', ...lines] = linesOf(printed);
  const [epoch, local = ''] = time.split('|');
  const now: StoreTime = { epochMs: Number(epoch), localMs: utc(local) };
  const rows = lines.map(parsed);
  const perPlace = Map.groupBy(rows, ({ place }) => place);
  if ([...perPlace.values()].some((some) => some.length > MOST)) throw new TooMany();
  return rows.map(({ place, key, row, version }) =>
    // Without a primary key a row is told by the first of its columns.
    storedRecord(
      {
        place,
        key: JSON.stringify(key.length > 0 ? key : Object.values(row).slice(0, 1)),
        content: row,
        ...(version === undefined ? {} : { version }),
      },
      now,
    ),
  );
};

/** Takes a database and what to ask there. */
const PSQL = [
  'sh',
  '-c',
  'printf %s "$2" | psql -h 127.0.0.1 -U "${PGUSER:-postgres}" -d "$1" -tA -v ON_ERROR_STOP=1',
  'sh',
];
const DATABASES = `select datname from pg_database where not datistemplate and datallowconn`;
/** Writes one query a table, which \gexec then asks. */
const POSTGRES_ROWS = `
select format(
  'select json_build_object(''place'', %L, ''key'', json_build_array(%s), ''row'', to_json(t), ''version'', t.xmin::text) from %I.%I t limit ${String(MOST + 1)}',
  current_database() || '.' || n.nspname || '.' || c.relname,
  (select string_agg(format('t.%I', a.attname), ', ' order by a.attnum) from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary),
  n.nspname, c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and c.relpersistence <> 't' and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
\\gexec
`;
const POSTGRES_TIME = `select floor(extract(epoch from clock_timestamp()) * 1000) || '|' || clock_timestamp()::timestamp(3)`;

const postgres: ReadStore = async (run) => {
  const records: StoredRecord[] = [];
  for (const database of linesOf(await run([...PSQL, 'postgres', DATABASES]))) {
    records.push(...recordsOf(await run([...PSQL, database.trim(), `${POSTGRES_TIME};\n${POSTGRES_ROWS}`])));
  }
  return records;
};

const MARIADB_TIME = `select concat(floor(unix_timestamp(now(3)) * 1000), '|', now(3))`;
const MARIADB_OWN = `('information_schema', 'mysql', 'performance_schema', 'sys')`;
const NAMED = (column: string): string => `concat('\`', replace(${column}, '\`', '\`\`'), '\`')`;
/** As hexadecimal, since what is no text cannot stand in JSON. */
const MARIADB_VALUE = `if(c.data_type like '%blob' or c.data_type like '%binary' or c.data_type = 'bit', concat('hex(t.', ${NAMED('c.column_name')}, ')'), concat('t.', ${NAMED('c.column_name')}))`;
const MARIADB_QUERIES = `
set session group_concat_max_len = 1000000;
select concat('select json_object(''place'', ', quote(concat(c.table_schema, '.', c.table_name)), ', ''key'', json_array(',
  coalesce(group_concat(if(c.column_key = 'PRI', ${MARIADB_VALUE}, null) order by c.ordinal_position), ''),
  '), ''row'', json_object(',
  group_concat(concat(quote(c.column_name), ', ', ${MARIADB_VALUE}) order by c.ordinal_position),
  ')) from ', ${NAMED('c.table_schema')}, '.', ${NAMED('c.table_name')}, ' t limit ${String(MOST + 1)};')
from information_schema.columns c join information_schema.tables s using (table_schema, table_name)
where s.table_type = 'BASE TABLE' and c.table_schema not in ${MARIADB_OWN}
group by c.table_schema, c.table_name`;

const mariadb: ReadStore = async (run) => {
  const queries = await run([...MARIADB, MARIADB_QUERIES]);
  return recordsOf(await run([...MARIADB, `${MARIADB_TIME};\n${queries}`]));
};

/** Written after its documentation, and not run here: there is no image of it on the machines that this was made on. */
const MONGO_SCRIPT = `
const now = db.hello().localTime.getTime();
print(now + '|' + new Date(now).toISOString().slice(0, -1));
for (const { name } of db.adminCommand({ listDatabases: 1 }).databases) {
  if (['admin', 'config', 'local'].includes(name)) continue;
  const here = db.getSiblingDB(name);
  for (const collection of here.getCollectionNames()) {
    if (collection.startsWith('system.')) continue;
    const ttl = here[collection].getIndexes().find((index) => index.expireAfterSeconds !== undefined);
    const field = ttl === undefined ? null : Object.keys(ttl.key)[0];
    here[collection].find().limit(${String(MOST + 1)}).forEach((row) => {
      const end = field !== null && row[field] instanceof Date
        ? { [field]: new Date(row[field].getTime() + ttl.expireAfterSeconds * 1000) } : {};
      print(JSON.stringify({ place: name + '.' + collection, key: [row._id], row: { ...row, ...end } }));
    });
  }
}`;

const mongo: ReadStore = async (run) => recordsOf(await run([...MONGO, MONGO_SCRIPT]));

/** By the kind of service (see `kindOf`); one that is not here cannot be read. */
export const STORE_READERS: Readonly<Record<string, ReadStore>> = {
  redis,
  valkey: redis,
  postgres,
  mariadb,
  mysql: mariadb,
  mongo,
};
