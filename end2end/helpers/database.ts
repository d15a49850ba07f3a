// The server's SQLite file, read and filled from outside with the sqlite3 command.
import { execFileSync } from "node:child_process";

export function sqlite(database: string, sql: string): string {
  return execFileSync("sqlite3", [database], { input: `.timeout 10000\n${sql}`, encoding: "utf8", maxBuffer: 2 ** 28 });
}

/** An id as a literal of the database: sixteen bytes. */
const blob = (id: string) => `x'${id.replaceAll("-", "")}'`;

/** The text of all messages that are on disk now. */
export function messagesOf(database: string, conversation: string): string {
  return sqlite(database, `SELECT text FROM messages WHERE conversation_id = ${blob(conversation)} ORDER BY seq;`);
}

/** The text form of a binary id, in SQL. */
const uuid = (id: string) =>
  [[1, 8], [9, 4], [13, 4], [17, 4], [21, 12]].map(([at, length]) => `substr(lower(hex(${id})), ${at}, ${length})`).join(" || '-' || ");

/** Makes a conversation longer by question and answer in turn, numbered, written past the server. */
export function lengthen(database: string, conversation: string, count: number) {
  const id = blob(conversation);
  sqlite(
    database,
    `BEGIN IMMEDIATE;
    CREATE TEMP TABLE added AS
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      SELECT i, i % 2 AS own, c.last_seq + i AS seq, c.updated_at + i AS at, c.owner_id AS owner,
        randomblob(16) AS id, CASE WHEN i % 2 THEN randomblob(16) END AS client,
        CASE WHEN i % 2 THEN 'user' ELSE 'ai' END AS kind,
        CASE WHEN i % 2 THEN ${uuid("c.owner_id")} ELSE 'gpt-4o-mini' END AS author,
        CASE WHEN i % 2 THEN 'Mira Sen' ELSE 'gpt-4o-mini' END AS name,
        CASE WHEN i % 2 THEN 'Question ' || i ELSE 'Answer ' || i || ' with **some** words and \`code\`.' END AS text
      FROM n JOIN conversations c ON c.id = ${id};
    INSERT INTO messages (id, conversation_id, seq, client_id, author_user, author_kind, author_id, author_name, text, state, model, created_at)
      SELECT id, ${id}, seq, client, CASE WHEN own THEN owner END, kind, author, name, text, 'complete',
        CASE WHEN own THEN NULL ELSE 'gpt-4o-mini' END, at FROM added;
    INSERT INTO events (conversation_id, seq, at, body)
      SELECT ${id}, seq, at, json_object('type', 'message_created', 'message', json_object(
        'id', ${uuid("id")}, 'seq', seq, 'author', json_object('kind', kind, 'id', author, 'name', name),
        'text', text, 'state', 'complete', 'created_at', at)) FROM added;
    UPDATE conversations SET last_seq = last_seq + ${count}, updated_at = updated_at + ${count} WHERE id = ${id};
    COMMIT;`,
  );
}

/** Gives a conversation a model past the server, as if that had gone since. */
export function setModel(database: string, conversation: string, model: string) {
  sqlite(database, `UPDATE conversations SET model = '${model}' WHERE id = ${blob(conversation)};`);
}

/** An answer as it is accounted for. */
export interface Entry {
  at: number;
  model: string;
  key: "user" | "server" | "nobody";
  input: number;
  output: number;
  micros: number;
}

/** Writes entries of usage past the server. */
export async function spend(database: string, account: { get(path: string): Promise<{ json(): Promise<any> }> }, entries: Entry[]) {
  const { user } = await (await account.get("/api/v1/me")).json();
  const rows = entries.map(({ at, model, key, input, output, micros }) =>
    `(randomblob(16), ${blob(user.id)}, '${model}', 'test', '${key}', ${input}, 0, ${output}, 0, 0, ${micros}, 'USD', 1000, 0, ${at})`);
  sqlite(
    database,
    `INSERT INTO usage_entries (id, user_id, model, provider, key_owner, input, cached, output, reasoning, estimated, cost_micros, currency, total_ms, from_cache, at)
      VALUES ${rows.join(",\n")};`,
  );
}

/** Writes how days felt past the server: scores from -100 to 100, the last for today. */
export async function feel(database: string, account: { get(path: string): Promise<{ json(): Promise<any> }> }, scores: (number | null)[]) {
  const { user } = await (await account.get("/api/v1/me")).json();
  const today = Math.floor(Date.now() / 86_400_000);
  const days = scores.map((score, at) => ({ score, day: today - scores.length + 1 + at })).filter(({ score }) => score !== null);
  const rows = days.map(({ score, day }) => `(${blob(user.id)}, ${day}, ${score! * 3}, 3)`);
  sqlite(database, `INSERT INTO moods (user_id, day, total, messages) VALUES ${rows.join(", ")};`);
}
/** Fills a person's list past the server: numbered chats, an hour apart, the newest first. */
export async function fillList(database: string, account: { get(path: string): Promise<{ json(): Promise<any> }> }, count: number) {
  const { user } = await (await account.get("/api/v1/me")).json();
  const owner = blob(user.id);
  sqlite(
    database,
    `BEGIN IMMEDIATE;
    CREATE TEMP TABLE made AS
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      SELECT randomblob(16) AS id, ${Date.now()} - i * 3600000 AS at, printf('Chat %04d', i) AS title FROM n;
    INSERT INTO conversations (id, owner_id, title, model, category, created_at, updated_at, last_seq, title_key)
      SELECT id, ${owner}, title, 'gpt-4o-mini', 'general', at, at, 1, lower(title) FROM made;
    INSERT INTO participants (conversation_id, user_id, role, read_seq) SELECT id, ${owner}, 'owner', 1 FROM made;
    INSERT INTO events (conversation_id, seq, at, body)
      SELECT id, 1, at, json_object('type', 'conversation_created', 'title', title, 'model', 'gpt-4o-mini') FROM made;
    COMMIT;`,
  );
}
