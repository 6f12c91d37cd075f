internal import ELFTesting
internal import Glibc
internal import Testing

@testable internal import ELF

@Suite struct UnwindTableTests {
  @Test func `a real program's tables are its header's and the records to which that leads`() throws
  {
    let file = try self.file("/proc/self/exe")
    let object = try #require(try Object.read(file))
    let tables = try object.unwindTables(file)
    try #require(tables.count == 2)
    #expect(tables[0].upperBound <= tables[1].lowerBound)
    let loaded = object.dataRanges(fileSize: UInt64(file.count))
    for table in tables {
      let isMapped = loaded.contains {
        $0.offset <= table.lowerBound && table.upperBound <= $0.offset + $0.size
      }
      #expect(isMapped)
    }
    // One begins with the version and the encodings that linkers write, the other with a record on which others depend. Small parts: what fails is printed.
    let beginnings = tables.map { Array(file[Int($0.lowerBound)..<Int($0.lowerBound + 8)]) }
    #expect(beginnings.contains { $0.starts(with: [1, 0x1b, 0x03, 0x3b]) })
    #expect(beginnings.contains { $0[4...].allSatisfy { $0 == 0 } })
  }

  @Test func `headers that do not agree leave nothing out`() throws {
    let file = try self.file("/proc/self/exe")
    var object = try #require(try Object.read(file))
    let index = try #require(object.segments.firstIndex { $0.type == .unwindHeader })
    let segment = object.segments[index]
    object.segments[index].offset += 4
    #expect(try object.unwindTables(file) == [])
    object.segments[index] = segment
    object.segments[index].fileSize = .max
    #expect(try object.unwindTables(file) == [])
    object.segments[index] = segment
    var stripped = object
    stripped.sections = SectionHeaders()
    #expect(try stripped.unwindTables(file).count == 1)
    object.segments.remove(at: index)
    #expect(try object.unwindTables(file) == [])
  }

  @Test func `what is left of a range is what no other has`() {
    let range: Range<UInt64> = 10..<20
    #expect(range.without([]) == [10..<20])
    #expect(range.without([0..<5, 12..<14, 14..<15, 18..<30]) == [10..<12, 15..<18])
    #expect(range.without([10..<20]) == [])
    #expect(range.without([20..<30]) == [10..<20])
  }

  private func file(_ path: String) throws -> [UInt8] {
    let opened = unsafe fopen(path, "r")
    let file = unsafe try #require(opened)
    defer { unsafe fclose(file) }
    unsafe fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: unsafe ftell(file))
    unsafe rewind(file)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    try #require(count == bytes.count)
    return bytes
  }
}
