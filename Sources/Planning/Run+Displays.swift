internal import ELF
internal import Loading
internal import Profiles
public import Roots

extension Run {
  /// Whether an object needs a display that nothing kept so far needs: then it is for people at a desktop, whatever may start it.
  ///
  /// Plans know what is kept only so far; whoever asks does so late, or offers the object, which is judged last.
  public func needsDisplayAlone(_ path: RootPath) throws(PlanningError) -> Bool {
    // A program may be a link: of /etc/alternatives, or to another one's name.
    let real = try reading { () throws(RootError) in try root.resolve(path).path }
    guard try loading({ () throws(LoadingError) in try loader.object(at: real) }) != nil else {
      return false
    }
    let closure = try loading { () throws(LoadingError) in try loader.closure(of: real) }
    return needsDisplayAlone(closure)
  }

  func needsDisplayAlone(_ closure: Closure) -> Bool {
    closure.objects.contains { object in
      guard let soname = object.object.dynamic?.soname else { return false }
      return profiles.has(name: soname, in: .displayLibraries) && !isKept(object.path)
    }
  }
}
