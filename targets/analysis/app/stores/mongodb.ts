import { MongoClient, MongoServerError } from 'mongodb';
import type { Records } from './records.ts';
import { ANSWER_MS, CONNECT_MS } from './waiting.ts';

interface Kept {
  readonly _id: string;
  /** Null: a mark where a record was that has ended. */
  readonly record: string | null;
  readonly endsAt: Date;
}

const DUPLICATE = 11_000;

export const mongodbRecords = async (url: string): Promise<Records> => {
  const client = new MongoClient(url, {
    serverSelectionTimeoutMS: CONNECT_MS,
    connectTimeoutMS: CONNECT_MS,
    timeoutMS: ANSWER_MS,
  });
  const records = client.db().collection<Kept>('records');
  try {
    await client.connect();
    await records.createIndex({ endsAt: 1 }, { expireAfterSeconds: 0 });
  } catch (error) {
    await client.close();
    throw error;
  }
  return {
    read: async (name, now) =>
      (await records.findOne({ _id: name, endsAt: { $gt: new Date(now) } }))?.record ?? undefined,
    write: async (name, record, endsAt, now) => {
      const writable = { _id: name, $or: [{ record: { $ne: null } }, { endsAt: { $lte: new Date(now) } }] };
      const change = { $set: { record, endsAt: new Date(endsAt) } };
      try {
        await records.updateOne(writable, change, { upsert: true });
      } catch (error) {
        // It is there: a mark, or written at this very moment by another request.
        if (!(error instanceof MongoServerError) || error.code !== DUPLICATE) throw error;
        await records.updateOne(writable, change);
      }
    },
    extend: async (name, endsAt, now) =>
      void (await records.updateOne(
        { _id: name, record: { $ne: null }, endsAt: { $gt: new Date(now) } },
        { $set: { endsAt: new Date(endsAt) } },
      )),
    end: async (name, until) =>
      void (await records.updateOne(
        { _id: name },
        { $set: { record: null, endsAt: new Date(until) } },
        { upsert: true },
      )),
    // The index does so by itself.
    sweep: async () => {},
    close: () => client.close(),
  };
};
