/// What the parser could not read, and where.
struct SyntaxError: Error {
  var line: Int
  var detail: String
}
