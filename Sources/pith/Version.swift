/// What `pith --version` says, and the label of what it writes.
let pithVersion = "0.1.0"
