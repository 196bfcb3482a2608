import { Pool } from 'pg';
import type { Records } from './records.ts';
import { ANSWER_MS, CONNECT_MS, reporter } from './waiting.ts';

// In one statement list, which is one transaction: two instances may start at the same time.
const TABLE = `SELECT pg_advisory_xact_lock(hashtext('records'));
CREATE TABLE IF NOT EXISTS records (name text PRIMARY KEY, record text, ends_at bigint NOT NULL);
CREATE INDEX IF NOT EXISTS records_ends_at ON records (ends_at)`;
const READ = 'SELECT record FROM records WHERE name = $1 AND record IS NOT NULL AND ends_at > $2';
// Null stands where a record was that has ended.
const WRITE = `INSERT INTO records AS kept (name, record, ends_at) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET record = excluded.record, ends_at = excluded.ends_at
WHERE kept.record IS NOT NULL OR kept.ends_at <= $4`;
const EXTEND = 'UPDATE records SET ends_at = $2 WHERE name = $1 AND record IS NOT NULL AND ends_at > $3';
const END = `INSERT INTO records (name, record, ends_at) VALUES ($1, NULL, $2)
ON CONFLICT (name) DO UPDATE SET record = NULL, ends_at = excluded.ends_at`;
const SWEEP = 'DELETE FROM records WHERE ends_at <= $1';

export const openPool = (url: string): Pool => {
  const report = reporter();
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  });
  pool.on('connect', report.found);
  // Without a listener a connection that breaks while it is idle would end the process.
  pool.on('error', report.lost);
  return pool;
};

export const postgresRecords = async (url: string): Promise<Records> => {
  const pool = openPool(url);
  const run = async (text: string, ...values: readonly (string | number)[]): Promise<readonly { record: string }[]> =>
    (await pool.query<{ record: string }>(text, [...values])).rows;
  try {
    await pool.query(TABLE);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    read: async (name, now) => (await run(READ, name, now))[0]?.record,
    write: async (...given) => void (await run(WRITE, ...given)),
    extend: async (...given) => void (await run(EXTEND, ...given)),
    end: async (...given) => void (await run(END, ...given)),
    sweep: async (now) => void (await run(SWEEP, now)),
    close: () => pool.end(),
  };
};
