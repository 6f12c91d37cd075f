import Glibc

/// Whether standard output is one.
func isTerminal() -> Bool { isatty(STDOUT_FILENO) == 1 }
