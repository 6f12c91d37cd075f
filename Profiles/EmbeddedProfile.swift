/// One file of the top-level folder `Profiles`, as it was when pith was built.
///
/// The plug-in `EmbedProfiles` writes `EmbeddedProfile.all`, sorted by name.
package struct EmbeddedProfile: Sendable {
  /// The file's name without `.yaml`.
  package let name: StaticString
  package let text: StaticString
}
