import Images
import Testing

@testable import Writing

@Suite struct ResultConfigurationTests {
  func text(_ configuration: ResultConfiguration, layers: Int = 1) throws -> String {
    let layer = WrittenLayer(
      diffID: Digest(of: [1]), digest: Digest(of: [2]), size: 3, compression: .gzip)
    let json = try configuration.json(layers: Array(repeating: layer, count: layers))
    return String(decoding: json, as: UTF8.self)
  }

  let source = #"""
    {"created":"2024-01-02T03:04:05.678Z","author":"me","architecture":"arm64","variant":"v8","os":"linux",
    "config":{"User":"web","ExposedPorts":{"80/tcp":{}},"Env":["PATH=/bin","A=1","AB=2"],"Entrypoint":["/e"],
    "Cmd":["c"],"StopSignal":"SIGQUIT","Healthcheck":{"Test":["CMD","/h"],"Interval":3000000000},
    "Labels":{"x":"y"},"OnBuild":null,"x-unknown":[1.0]},
    "rootfs":{"type":"layers","diff_ids":["sha256:a","sha256:b"]},"history":[{"created_by":"a"},{"created_by":"b"}],
    "moby.buildkit.buildinfo.v1":"e30="}
    """#

  @Test func `all of the source is carried over but layers and history`() throws {
    var configuration = ResultConfiguration()
    configuration.source = Array(source.utf8)
    let text = try text(configuration)
    let id = Digest(of: [1])
    for part in [
      #"{"created":"2024-01-02T03:04:05.678Z","author":"me","architecture":"arm64","variant":"v8","os":"linux","config":{"User":"web","#,
      #""ExposedPorts":{"80/tcp":{}},"Env":["PATH=/bin","A=1","AB=2"],"Entrypoint":["/e"],"Cmd":["c"],"StopSignal":"SIGQUIT""#,
      #""Healthcheck":{"Test":["CMD","/h"],"Interval":3000000000},"Labels":{"x":"y"},"OnBuild":null,"x-unknown":[1.0]}"#,
      #""rootfs":{"type":"layers","diff_ids":["\#(id)"]}"#,
      #""history":[{"created":"2024-01-02T03:04:05.678Z","created_by":"pith shrink"}]"#,
      #""moby.buildkit.buildinfo.v1":"e30="}"#,
    ] { #expect(text.contains(part), "\(text)") }
    #expect(!text.contains("sha256:a\""))
  }

  @Test func `what the command line says takes the source's place`() throws {
    var configuration = ResultConfiguration()
    configuration.source = Array(source.utf8)
    configuration.entrypoint = ["node", "/app"]
    configuration.environment = ["A=9", "NEW=\"x\"", "A=10"]
    configuration.user = "7:8"
    configuration.workingDirectory = "/w"
    configuration.created = "2020-01-01T00:00:00Z"
    configuration.labels = [("x", "z"), ("pith.version", "1")]
    let text = try text(configuration, layers: 2)
    for part in [
      #""User":"7:8""#, #""Env":["PATH=/bin","A=10","AB=2","NEW=\"x\""]"#,
      #""Entrypoint":["node","/app"],"StopSignal""#, #""WorkingDir":"/w""#,
      #""Labels":{"x":"z","pith.version":"1"}"#,
      #"{"created":"2020-01-01T00:00:00Z","author"#,
    ] { #expect(text.contains(part), "\(text)") }
    #expect(!text.contains("Cmd"))
    #expect(text.components(of: "created_by") == 2)
  }

  @Test func `without a source there is what an image needs`() throws {
    var configuration = ResultConfiguration()
    configuration.entrypoint = ["/a"]
    configuration.platform = Platform(os: "linux", architecture: "arm", variant: "v7")
    let id = Digest(of: [1])
    #expect(
      try text(configuration)
        == #"{"created":"1970-01-01T00:00:00Z","architecture":"arm","variant":"v7","os":"linux","#
        + #""config":{"Entrypoint":["/a"]},"rootfs":{"type":"layers","diff_ids":["\#(id)"]},"#
        + #""history":[{"created":"1970-01-01T00:00:00Z","created_by":"pith shrink"}]}"#)
  }

  @Test func `an empty or missing part of the source is as good as none`() throws {
    var configuration = ResultConfiguration()
    configuration.source = Array(#"{"created":null,"config":null,"architecture":"amd64"}"#.utf8)
    configuration.labels = [("l", "m")]
    let text = try text(configuration)
    #expect(text.contains(#"{"created":"1970-01-01T00:00:00Z","config":{"Labels":{"l":"m"}}"#))
  }

  @Test func `a source that is no object is an error`() {
    for source in ["[]", "x", ""] {
      var configuration = ResultConfiguration()
      configuration.source = Array(source.utf8)
      #expect(throws: WritingError.self) { try configuration.json(layers: []) }
    }
  }
}

extension String {
  /// How often `part` is in it.
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
