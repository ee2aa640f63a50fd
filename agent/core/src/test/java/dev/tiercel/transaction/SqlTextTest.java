package dev.tiercel.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.transaction.SqlText.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    select 1                                        | QUERY
                    SELECT * from t for update                    | QUERY
                    (select 1) union (select 2)                     | QUERY
                    /* who */ -- what~select 1                     | QUERY
                    values 1                                        | QUERY
                    set schema s                                    | QUERY
                    with x as (select 1) select * from x            | QUERY
                    with x as (delete from t returning *) select 1  | CHANGE
                    WITH x AS (select 1) UPDATE t set y = 1         | CHANGE
                    insert into t values ('select')                 | CHANGE
                    -- select~update t set x = 1                   | CHANGE
                    /* select */delete from t                       | CHANGE
                    merge into t using s on (1 = 1)                 | CHANGE
                    {call p()}                                      | CHANGE
                    {? = call p()}                                  | CHANGE
                    ''                                              | CHANGE
                    -- nothing else                                 | CHANGE
                    selection()                                     | CHANGE
                    begin                                           | BEGIN
                    BEGIN WORK;                                     | BEGIN
                    begin update t set x = 1; end;                  | CHANGE
                    start transaction read only                     | BEGIN
                    commit                                          | COMMIT
                    COMMIT WORK                                     | COMMIT
                    end                                             | COMMIT
                    rollback                                        | ROLLBACK
                    rollback transaction                            | ROLLBACK
                    rollback to savepoint s                         | QUERY
                    savepoint s                                     | QUERY
                    """)
    void whatATextDoes(String text, Kind kind) {
        assertThat(SqlText.kindOf(text.replace('~', '\n'))).isEqualTo(kind);
    }
}
