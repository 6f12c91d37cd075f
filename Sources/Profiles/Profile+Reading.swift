extension Profile {
  init(name: String, summary: String) {
    self.name = name
    self.summary = summary
    appliesTo = Triggers()
    command = []
    needs = []
    keep = []
    bare = []
    drop = []
    commands = []
    libraries = []
    directories = []
    pathVariables = []
    conventions = Conventions()
  }

  /// A text larger than this is refused.
  public static var maximumSize: Int { YAMLLimits.bytes }

  /// Reads a profile's YAML form.
  ///
  /// - Parameters:
  ///   - subject: how messages call the file.
  ///   - expectedName: what the profile's `name` must be; nil where any will do.
  /// - Throws: `malformed`, with everything that is wrong.
  public static func read(
    _ bytes: Span<UInt8>, subject: String, expectedName: String? = nil
  ) throws(ProfileError) -> Profile {
    do {
      return try ProfileReader.read(bytes, expectedName: expectedName)
    } catch {
      throw ProfileError(.malformed, subject: subject, problems: error.problems)
    }
  }
}
