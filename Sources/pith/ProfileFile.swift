import Profiles
import SystemPackage

/// A profile's file that cannot be read.
struct ProfileFileError: Error, CustomStringConvertible {
  var file: FilePath
  var cause: Errno

  var description: String { "cannot read the profile '\(file)': \(cause)" }
}

/// Reads the profile in a file of this machine; its name may differ from the file's.
func readProfile(file: FilePath) throws -> Profile {
  var bytes: [UInt8] = []
  do {
    let descriptor = try FileDescriptor.open(file, .readOnly, options: .closeOnExec)
    try descriptor.closeAfter {
      // One byte more than a profile may have is enough to see that it has too many.
      let limit = Profile.maximumSize + 1
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while bytes.count < limit {
        let count = try unsafe buffer.withUnsafeMutableBytes {
          try unsafe descriptor.read(into: $0)
        }
        if count == 0 { break }
        bytes += buffer[..<count]
      }
    }
  } catch let error as Errno {
    throw ProfileFileError(file: file, cause: error)
  }
  return try Profile.read(bytes.span, subject: file.string)
}
