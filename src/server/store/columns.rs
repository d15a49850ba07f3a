//! Lists of columns, as macros: `concat!` takes literals, and both engines take only static SQL.

/// Columns of [`super::rows::ConversationRow`]; the table goes by the name `c`.
macro_rules! conversation_columns {
    () => {
        "c.id, c.title, c.model, c.category, c.created_at, c.updated_at, c.last_seq"
    };
}

/// Columns of [`super::rows::ListedRow`]; the tables go by the names `c` and `p`.
macro_rules! listed_columns {
    () => {
        concat!(
            conversation_columns!(),
            ", p.pinned, p.archived,
             CASE WHEN p.read_seq >= c.last_seq THEN 0 ELSE
                 (SELECT count(*) FROM
                     (SELECT 1 FROM messages m
                      WHERE m.conversation_id = c.id AND m.seq > p.read_seq
                          AND m.author_user IS DISTINCT FROM p.user_id
                          AND NOT m.",
            open_states!(),
            " LIMIT 99) AS news) END AS unread"
        )
    };
}

/// Columns of [`super::rows::MessageRow`].
macro_rules! message_columns {
    () => {
        "id, seq, client_id, reply_to, parent, author_kind, author_id, author_name, text, state, model, \
         usage, cost, reasoning, receipt, error, deleted_at, created_at"
    };
}

/// Columns of [`super::rows::AccountRow`]; the table goes by the name `u`.
macro_rules! account_columns {
    () => {
        "u.id AS user_id, u.email, u.name, u.role, u.created_at AS user_created_at, u.picture"
    };
}

/// Columns of [`super::rows::SignInRow`]; the tables go by the names `s` and `u`.
macro_rules! sign_in_columns {
    () => {
        concat!(
            "s.id, s.device, s.address, s.created_at, s.last_used_at, s.expires_at, ",
            account_columns!()
        )
    };
}

/// Columns of [`super::rows::ApiKeyColumns`]; the table goes by the name `k`.
macro_rules! api_key_columns {
    () => {
        "k.id, k.name AS key_name, k.last4, k.scopes, k.created_at, k.expires_at, k.last_used_at"
    };
}

/// Columns of [`super::rows::SealedRow`].
macro_rules! provider_key_columns {
    () => {
        "id, user_id, provider, origin, label, last4, sealed, created_at, last_used_at"
    };
}

/// The message that the one called `m` follows, also where that was not written down.
macro_rules! parent {
    () => {
        "coalesce(m.parent, (SELECT b.id FROM messages b
             WHERE b.conversation_id = m.conversation_id AND b.seq < m.seq
             ORDER BY b.seq DESC LIMIT 1))"
    };
}

/// The path up from message $2 of conversation $1, itself included, as the table `up`: the messages' ids as `at` and those of
/// what they follow as `above`, their seqs as `place`, and the named `columns` besides, for as long as `so_long` holds. Seqs
/// fall all the way, so that it ends whatever the table holds. Nothing is asked of `m` alone: for that `SQLite` would first read
/// the whole table into a filter.
macro_rules! path_up {
    ($columns:literal, $first:expr, $next:expr, $so_long:literal) => {
        path_up!("$2", $columns, $first, $next, $so_long)
    };
    ($leaf:expr, $columns:literal, $first:expr, $next:expr, $so_long:literal) => {
        concat!(
            "WITH RECURSIVE up (at, above, place, ",
            $columns,
            ") AS (
                 SELECT m.id, ",
            parent!(),
            ", m.seq, ",
            $first,
            " FROM messages m WHERE m.conversation_id = $1 AND m.id = ",
            $leaf,
            "
                 UNION ALL
                 SELECT m.id, ",
            parent!(),
            ", m.seq, ",
            $next,
            " FROM up JOIN messages m ON m.id = up.above AND m.seq < up.place
                 WHERE ",
            $so_long,
            ") "
        )
    };
}

/// The last message of the path that a person is shown of conversation `$1`; of answers side by side, the first.
macro_rules! leaf {
    ($user:literal) => {
        concat!(
            "coalesce(
                 (SELECT CASE WHEN p.leaf_apart = 0 THEN p.leaf ELSE
                      (SELECT a.id FROM messages a WHERE a.conversation_id = $1 AND a.parent = p.leaf
                       ORDER BY a.seq LIMIT 1) END
                  FROM participants p WHERE p.conversation_id = $1 AND p.user_id = ",
            $user,
            "),
                 (SELECT id FROM messages WHERE conversation_id = $1 ORDER BY seq DESC LIMIT 1))"
        )
    };
}

/// The whole of a path.
macro_rules! whole_path {
    () => {
        path_up!("n", "1", "up.n + 1", "up.place > 0")
    };
}

/// What an answer still to come or still coming looks like: the words of the index `messages_open`.
macro_rules! open_states {
    () => {
        "state IN ('pending', 'streaming')"
    };
}
