package dev.sluice.process;

import dev.sluice.process.MeteredAnswers.Reported;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Looks at the rows of settled usage, and at the traces beside them, as an auditor could. */
record UsageRows(String url, String user, String password) {
  private static final String SUM =
      "select count(*), coalesce(sum(input_tokens + output_tokens), 0) from usage_record";

  static UsageRows of(Map<String, String> settings) {
    return new UsageRows(
        settings.get("quarkus.datasource.jdbc.url"),
        settings.get("quarkus.datasource.username"),
        settings.get("quarkus.datasource.password"));
  }

  /** All that is on record. */
  Reported sum() throws SQLException {
    return count(SUM);
  }

  /** What is on record for one model alias. */
  Reported sum(String alias) throws SQLException {
    return count(SUM + " where alias = ?", alias);
  }

  /** Rows whose generation has no trace, one that is open, or one that tells of another usage. */
  long contradicted() throws SQLException {
    return count(
            """
            select count(*), 0 from usage_record u left join trace t on t.id = u.generation
            where t.outcome is null or t.outcome is distinct from u.outcome
              or t.outcome <> 'InstanceLost' and (t.input_tokens, t.output_tokens)
                is distinct from (u.input_tokens::int, u.output_tokens::int)
            """)
        .answers();
  }

  /** Traces that ended with this outcome. */
  long traces(String alias, String outcome) throws SQLException {
    return count("select count(*), 0 from trace where alias = ? and outcome = ?", alias, outcome)
        .answers();
  }

  long openTraces() throws SQLException {
    return count("select count(*), 0 from trace where outcome is null").answers();
  }

  private Reported count(String sql, String... arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Reported(rows.getLong(1), rows.getLong(2));
      }
    }
  }
}
