// Auditing
