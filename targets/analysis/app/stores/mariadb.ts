import mysql, { type PoolConnection, type RowDataPacket } from 'mysql2/promise';
import type { Records } from './records.ts';
import { ANSWER_MS, CONNECT_MS, reporter, within } from './waiting.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS records (
name varchar(190) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
record mediumtext, ends_at bigint NOT NULL, KEY (ends_at)) CHARACTER SET utf8mb4`;
const READ = 'SELECT record FROM records WHERE name = ? AND record IS NOT NULL AND ends_at > ?';
// Null stands where a record was that has ended. The assignments are made from left to right, each with what is new.
const WRITE = `INSERT INTO records (name, record, ends_at) VALUES (?, ?, ?)
ON DUPLICATE KEY UPDATE record = IF(record IS NULL AND ends_at > ?, NULL, VALUES(record)),
ends_at = IF(record IS NULL, ends_at, VALUES(ends_at))`;
const EXTEND = 'UPDATE records SET ends_at = ? WHERE name = ? AND record IS NOT NULL AND ends_at > ?';
const END = `INSERT INTO records (name, record, ends_at) VALUES (?, NULL, ?)
ON DUPLICATE KEY UPDATE record = NULL, ends_at = VALUES(ends_at)`;
const SWEEP = 'DELETE FROM records WHERE ends_at <= ?';

export const mariadbRecords = async (url: string): Promise<Records> => {
  const report = reporter();
  const pool = mysql.createPool({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: CONNECT_MS });
  // One that comes too late is given back, or all would be lent out in the end.
  const lend = async (): Promise<PoolConnection> => {
    const coming = pool.getConnection();
    try {
      return await within(CONNECT_MS, coming);
    } catch (error) {
      coming.then((connection) => connection.release()).catch(() => {});
      throw error;
    }
  };
  const run = async (statement: string, ...values: readonly (string | number)[]): Promise<readonly RowDataPacket[]> => {
    let connection: PoolConnection | undefined;
    try {
      connection = await lend();
      const [rows] = await within(ANSWER_MS, connection.query<RowDataPacket[]>(statement, [...values]));
      connection.release();
      report.found();
      return rows;
    } catch (error) {
      // What it was asked may still be under way, so nobody is to ask it again.
      connection?.destroy();
      report.lost();
      throw error;
    }
  };
  try {
    await run(TABLE);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    read: async (name, now) => (await run(READ, name, now))[0]?.['record'],
    write: async (...given) => void (await run(WRITE, ...given)),
    extend: async (name, endsAt, now) => void (await run(EXTEND, endsAt, name, now)),
    end: async (...given) => void (await run(END, ...given)),
    sweep: async (now) => void (await run(SWEEP, now)),
    close: () => pool.end(),
  };
};
