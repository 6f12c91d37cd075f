// Analyzers
