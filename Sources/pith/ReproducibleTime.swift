import Glibc
import Planning
import Roots

/// SOURCE_DATE_EPOCH (reproducible-builds.org): the time at which a result counts as made. Without it no clock is asked.
struct ReproducibleTime {
  /// Seconds since 1970.
  var seconds: Int64

  /// nil where the environment has none.
  static func fromEnvironment() throws -> ReproducibleTime? {
    guard let value = unsafe getenv("SOURCE_DATE_EPOCH") else { return nil }
    let text = unsafe String(cString: value)
    guard let seconds = Int64(text), (0...253_402_300_799).contains(seconds) else {
      throw CommandError(
        "cannot use SOURCE_DATE_EPOCH: '\(text)' is no number of seconds since 1970")
    }
    return ReproducibleTime(seconds: seconds)
  }

  /// Later times become this one: they say when a file was installed and not what it is.
  func clamp(_ plan: inout Plan) {
    for index in plan.entries.indices where plan.entries[index].entry.modified.seconds >= seconds {
      plan.entries[index].entry.modified = Entry.Timestamp(seconds: seconds)
    }
  }

  /// As RFC 3339 spells it, in UTC.
  var text: String {
    let days = seconds / 86400
    let rest = seconds % 86400
    // The civil calendar in eras of 400 years that begin in March.
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(year)-\(two(month < 10 ? month + 3 : month - 9))-\(two(day))"
    return "\(date)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}
