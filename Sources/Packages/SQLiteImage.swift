internal import CSQLite

/// A SQLite database in memory, from the bytes of its file: a root may be an archive, and gives no files to open.
///
/// The bytes are not trusted: no views, triggers or unbounded statements.
@safe struct SQLiteImage: ~Copyable {
  private let handle: OpaquePointer

  /// What SQLite says is wrong.
  struct Failure: Error {
    var detail: String
  }

  private static let maximumSteps: Int32 = 200_000_000

  private init(handle: OpaquePointer) { unsafe self.handle = handle }

  /// - Parameter bytes: the content of the file; empty for a new database.
  static func open(_ bytes: [UInt8]) throws(Failure) -> SQLiteImage {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY
    let result = unsafe sqlite3_open_v2(":memory:", &opened, flags, nil)
    guard let handle = unsafe opened else { throw Failure(detail: "SQLite cannot start") }
    let image = unsafe SQLiteImage(handle: handle)
    guard result == SQLITE_OK else { throw Failure(detail: image.message) }
    unsafe pith_sqlite_distrust(handle)
    unsafe pith_sqlite_limit_steps(handle, maximumSteps)
    if !bytes.isEmpty { try image.load(bytes) }
    return image
  }

  private func load(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count > 100, let copy = unsafe sqlite3_malloc64(UInt64(bytes.count)) else {
      throw Failure(detail: "it is too short")
    }
    unsafe bytes.withUnsafeBytes {
      unsafe UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyMemory(from: $0)
    }
    let data = unsafe copy.assumingMemoryBound(to: UInt8.self)
    // A database that uses a write-ahead log cannot be read from memory; what is only in the log is not here anyway.
    for version in [18, 19] where unsafe data[version] == 2 { unsafe data[version] = 1 }
    let count = Int64(bytes.count)
    let result = unsafe sqlite3_deserialize(
      handle, "main", data, count, count,
      UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE))
    guard result == SQLITE_OK else { throw Failure(detail: message) }
  }

  deinit { unsafe sqlite3_close(handle) }

  private var message: String {
    unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? "unknown error"
  }

  func execute(_ statement: String) throws(Failure) {
    guard unsafe sqlite3_exec(handle, statement, nil, nil, nil) == SQLITE_OK else {
      throw Failure(detail: message)
    }
  }

  /// Runs a statement with bytes for its only parameter.
  func execute(_ statement: String, binding blob: [UInt8]) throws(Failure) {
    var prepared: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(handle, statement, -1, &prepared, nil) == SQLITE_OK else {
      throw Failure(detail: message)
    }
    defer { unsafe sqlite3_finalize(prepared) }
    // The bytes outlive the statement's step, so that SQLite need not copy them.
    let result = unsafe blob.withUnsafeBytes { bytes in
      guard
        unsafe sqlite3_bind_blob64(
          prepared, 1, bytes.baseAddress, UInt64(bytes.count), nil) == SQLITE_OK
      else { return SQLITE_NOMEM }
      return unsafe sqlite3_step(prepared)
    }
    guard result == SQLITE_DONE else { throw Failure(detail: message) }
  }

  /// Runs a query and hands each row to `body`: the number in its first column and the bytes in its second.
  func forEachRow(of query: String, _ body: (Int64, [UInt8]) -> Void) throws(Failure) {
    var prepared: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(handle, query, -1, &prepared, nil) == SQLITE_OK else {
      throw Failure(detail: message)
    }
    defer { unsafe sqlite3_finalize(prepared) }
    while true {
      let result = unsafe sqlite3_step(prepared)
      if result == SQLITE_DONE { return }
      guard result == SQLITE_ROW else { throw Failure(detail: message) }
      let number = unsafe sqlite3_column_int64(prepared, 0)
      // The bytes first, then their count: the other way round, the count may be that of another form.
      let start = unsafe sqlite3_column_blob(prepared, 1)
      let count = unsafe Int(sqlite3_column_bytes(prepared, 1))
      guard let start = unsafe start, count > 0 else {
        body(number, [])
        continue
      }
      body(number, unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
    }
  }

  /// The database as the bytes of a file.
  func serialized() throws(Failure) -> [UInt8] {
    var count: Int64 = 0
    guard let data = unsafe sqlite3_serialize(handle, "main", &count, 0), count > 0 else {
      throw Failure(detail: message)
    }
    defer { unsafe sqlite3_free(data) }
    return unsafe Array(UnsafeBufferPointer(start: data, count: Int(count)))
  }
}
