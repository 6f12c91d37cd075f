#pragma once
#include <sqlite3.h>

/* A database that nobody trusts: no triggers, no views, no functions with effects in its schema, no damage done by its own content.
   sqlite3_db_config is variadic, which Swift cannot call. */
static inline void pith_sqlite_distrust(sqlite3 *database) {
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
}

static inline int pith_sqlite_stop(void *unused) {
  (void)unused;
  return 1;
}

/* Ends every statement that takes more than so many steps of SQLite's virtual machine. */
static inline void pith_sqlite_limit_steps(sqlite3 *database, int steps) {
  sqlite3_progress_handler(database, steps, pith_sqlite_stop, (void *)0);
}
