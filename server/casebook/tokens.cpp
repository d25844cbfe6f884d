#include "server/casebook/tokens.hpp"

#include "engine/domain/text.hpp"
#include "server/json_document.hpp"
#include "server/secrets.hpp"

namespace cartwright {

namespace {

constexpr std::string_view columns = "id, label, roles, made, made_by, expires, revoked, revoked_by";
constexpr std::size_t id_length = 8, secret_length = 52; // 52 characters of five bits: 260 random bits

TokenHead head_of(const sql::Row& row) {
  return {row.text(0),    row.text(1),   roles_named(row.text(2)).value_or(Roles()),
          row.text(3),    row.text(4),   row.text(5),
          row.text_if(6), row.text_if(7)};
}

Problems refusal(ProblemCode code, const std::string& where, const std::string& message,
                 const std::string& hint) {
  Problems out;
  out.error(code, where, message, hint);
  return out;
}

Problems check(const NewToken& wanted, const std::string& expires, const std::string& now) {
  Problems out;
  if (trimmed(wanted.label).empty())
    out.error(ProblemCode::missing_key, "label", "a token needs a label",
              "whose it is, as it will stand in the audit trail");
  if (wanted.roles.empty())
    out.error(ProblemCode::missing_key, "roles", "a token needs a role",
              "one or more of " + text_of(Roles::all()));
  if (expires <= now)
    out.error(ProblemCode::impossible_value, "expires", "the token would have expired already",
              "name a later day");
  return out;
}

} // namespace

Result<MadeToken> add_token(Casebook& casebook, const Actor& actor, const NewToken& wanted) {
  const std::string now = casebook.now(), expires = text_of(wanted.expires) + "T23:59:59Z";
  if (Problems problems = check(wanted, expires, now); !problems.empty()) return problems;
  MadeToken out{{random_characters(id_length), wanted.label, wanted.roles, now, actor.name, expires, {}, {}},
                ""};
  const std::string secret = random_characters(secret_length);
  out.token = "cw-" + out.head.id + "-" + secret;
  Problems problems = casebook.with_database([&](sql::Database& database) {
    sql::Transaction work(database, sql::Access::write);
    work.run("INSERT INTO tokens (id, label, roles, digest, made, made_by, expires) VALUES ($1, $2, $3, $4, "
             "$5, $6, $7)",
             {out.head.id, out.head.label, text_of(out.head.roles), hex(sha256(secret)), now, actor.name,
              expires});
    append_audit(work, actor, now, "token.added", std::nullopt,
                 Json{{"token", out.head.id},
                      {"label", out.head.label},
                      {"roles", text_of(out.head.roles)},
                      {"expires", expires}}
                     .dump());
    return work.commit();
  });
  if (!problems.empty()) return problems;
  return out;
}

Result<std::vector<TokenHead>> list_tokens(Casebook& casebook) {
  const auto rows = casebook.with_database([](sql::Database& database) {
    return database.query("SELECT " + std::string(columns) + " FROM tokens ORDER BY made, id");
  });
  if (!rows) return rows.problems();
  std::vector<TokenHead> out;
  for (const sql::Row& row : *rows)
    out.push_back(head_of(row));
  return out;
}

Result<TokenHead> revoke_token(Casebook& casebook, const Actor& actor, const std::string& id) {
  const std::string now = casebook.now();
  return casebook.with_database([&](sql::Database& database) -> Result<TokenHead> {
    sql::Transaction work(database, sql::Access::write);
    const auto row = work.one("SELECT " + std::string(columns) + " FROM tokens WHERE id = $1", {id});
    if (work.failed()) return work.problems();
    if (!row)
      return refusal(ProblemCode::not_found, "tokens[" + id + "]", "there is no such token",
                     "cartwright token list");
    TokenHead out = head_of(*row);
    if (out.revoked)
      return refusal(ProblemCode::contradiction, "tokens[" + id + "]", "the token is revoked already",
                     "nothing has to be done");
    work.run("UPDATE tokens SET revoked = $2, revoked_by = $3 WHERE id = $1", {id, now, actor.name});
    append_audit(work, actor, now, "token.revoked", std::nullopt, Json{{"token", id}}.dump());
    if (Problems problems = work.commit(); !problems.empty()) return problems;
    out.revoked = now;
    out.revoked_by = actor.name;
    return out;
  });
}

Result<std::optional<Asker>> owner_of(Casebook& casebook, std::string_view token) {
  const std::size_t dash = 3 + id_length;
  if (token.size() != dash + 1 + secret_length || token.substr(0, 3) != "cw-" || token[dash] != '-')
    return std::optional<Asker>();
  const std::string id(token.substr(3, id_length));
  const auto rows = casebook.with_database([&](sql::Database& database) {
    return database.query("SELECT " + std::string(columns) + ", digest FROM tokens WHERE id = $1", {id});
  });
  if (!rows) return rows.problems();
  if (rows->empty()) return std::optional<Asker>();
  const TokenHead head = head_of(rows->front());
  const Digest given = sha256(token.substr(dash + 1));
  const bool right = same(sha256(hex(given)), sha256(rows->front().text(8)));
  if (!right || head.revoked || head.expires <= casebook.now()) return std::optional<Asker>();
  return std::optional(Asker{head.label, head.roles});
}

Result<bool> ever_had_a_token(Casebook& casebook) {
  const auto rows = casebook.with_database(
      [](sql::Database& database) { return database.query("SELECT id FROM tokens LIMIT 1"); });
  if (!rows) return rows.problems();
  return !rows->empty();
}

Result<bool> any_token(Casebook& casebook) {
  const std::string now = casebook.now();
  const auto rows = casebook.with_database([&](sql::Database& database) {
    return database.query("SELECT count(*) FROM tokens WHERE revoked IS NULL AND expires > $1", {now});
  });
  if (!rows) return rows.problems();
  return rows->front().whole(0) > 0;
}

} // namespace cartwright
