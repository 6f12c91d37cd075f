internal import Planning
internal import Roots

/// The time zone that `TZ` names, and /etc/localtime with what it leads to.
///
/// tzset(3) reads /usr/share/zoneinfo/$TZ. Programs that convert between zones of their users' choice mention /usr/share/zoneinfo itself, and get all of it.
final class TimeZoneAnalyzer: Analyzer {
  let name = "time-zone"
  private static let zones: RootPath = "/usr/share/zoneinfo"

  func begin(_ run: Run) throws(PlanningError) {
    guard var zone = run.request.variable("TZ"), !zone.isEmpty else { return }
    if zone.first == UInt8(ascii: ":") { zone = zone.dropFirst() }
    let reason = Reason(.timeZone, .likely, detail: Array("TZ=".utf8) + zone)
    let path = zone.first == UInt8(ascii: "/") ? Array(zone) : Self.zones.bytes + [0x2f] + zone
    try run.keep(path, because: reason, standing: .passive)
  }
}

extension Reason.Rule {
  /// The environment names the time zone.
  static let timeZone = Reason.Rule(rawValue: "time-zone")
}
