internal import CLinux
internal import Glibc
internal import Roots
internal import SystemPackage

extension RemoteImage {
  /// Fetches the image into a directory, and finds its parts. The directory is gone when this returns; the parts are open files.
  ///
  /// Layers come as they are stored, so nothing is compressed or unpacked on the way.
  func find(platform: Platform?, options: [String]) throws(ImageError) -> FoundImage {
    let label = description
    guard let skopeo = Skopeo() else {
      throw ImageError(.unsupported, image: label, detail: Skopeo.absence)
    }
    let tree: TemporaryTree
    do throws(Errno) {
      tree = try TemporaryTree()
    } catch {
      throw ImageError(
        .io, image: label,
        detail: "no temporary directory can be made; set TMPDIR to a directory with room",
        cause: error)
    }
    let place = tree.path.appending("image")
    pith_signals_take()
    let outcome = skopeo.copy(
      from: label, to: "dir:\(place)", platform: platform, options: options)
    pith_signals_release()
    switch outcome {
    case .done: break
    case .failed(let reason):
      throw ImageError(
        .io, image: label, detail: "skopeo cannot fetch it (\(reason)); what it says is above")
    case .interrupted(let signal):
      var error = ImageError(.interrupted, image: label, detail: "signal \(signal) came")
      error.signal = signal
      throw error
    }
    let root: DirectoryRoot
    do throws(RootError) {
      root = try DirectoryRoot(path: place)
    } catch {
      throw ImageError(
        .io, image: label, detail: "what skopeo fetched cannot be read", cause: error.cause)
    }
    var layout = OCILayout(container: Container(root: root, label: label))
    layout.isFlat = true
    var image = try layout.findOnly(platform: platform)
    // Only a registry has manifests; the others get one made while they are read.
    if transport == .registry {
      image.name = String(label.dropFirst(transport.rawValue.count))
    } else {
      image.digest = nil
    }
    return image
  }
}
