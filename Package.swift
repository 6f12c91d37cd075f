// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of this package is compiled with.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  // Functions of one module are compiled into others for the types that they are called with: all in all plans take some 4 % less time.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// A library target; `uses` are the arrows of docs/architecture.md, which only point downward.
func module(_ name: String, uses: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: uses, swiftSettings: settings)
}

/// The tests of one module.
func tests(
  _ module: String, uses: [Target.Dependency] = [], data: [String] = []
) -> Target {
  .testTarget(
    name: "\(module)Tests", dependencies: [.init(stringLiteral: module)] + uses,
    exclude: data, swiftSettings: settings)
}

let package = Package(
  name: "pith",
  products: [.executable(name: "pith", targets: ["pith"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibELF", pkgConfig: "libelf", providers: [.apt(["libelf-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CChecksum", dependencies: ["CZlib"]),
    .target(name: "CScan"),

    module("ELF", uses: ["CLibELF"]),
    module("Work"),
    module(
      "Roots", uses: ["CLinux", "Work", .product(name: "SystemPackage", package: "swift-system")]),
    module("Shell"),
    module("Scanning", uses: ["CScan"]),
    module("Terminal"),
    .target(name: "CInflate"),
    module("Archives", uses: ["CInflate"]),
    module(
      "Loading",
      uses: ["ELF", "Roots", .product(name: "SystemPackage", package: "swift-system")]),
    module("Packages", uses: ["Roots", "CCrypto", "CSQLite"]),
    module(
      "Images",
      uses: [
        "Archives", "Roots", "CChecksum", "CCrypto", "CLinux", "CZstd",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .plugin(name: "EmbedProfiles", capability: .buildTool()),
    .target(
      name: "EmbeddedProfiles", path: "Profiles", swiftSettings: settings,
      plugins: ["EmbedProfiles"]),
    module("Profiles", uses: ["Roots", "CLibYAML", "EmbeddedProfiles"]),
    module("Planning", uses: ["Loading", "Packages", "Profiles", "ELF", "Roots"]),
    module(
      "Analyzers",
      uses: [
        "Archives", "CLinux", "Planning", "Scanning", "Shell", "Loading", "Packages", "Profiles",
        "ELF", "Roots", "Work",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    module(
      "Writing",
      uses: [
        "Images", "Planning", "Roots", "CLinux", "CZlib", "CZstd",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    module(
      "Auditing",
      uses: [
        "Packages", "Planning", "Loading", "ELF", "Roots", "Terminal",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    module("Contracts", uses: ["ELF", "Packages", "Planning", "Roots", "Terminal"]),
    module("Comparing", uses: ["Images", "Packages", "Planning", "Roots", "Terminal"]),
    module(
      "Reporting",
      uses: ["CLinux", "Packages", "Planning", "Profiles", "Loading", "ELF", "Roots", "Terminal"]),
    .executableTarget(
      name: "pith",
      dependencies: [
        "Analyzers", "Auditing", "Comparing", "Contracts", "Images", "Loading", "Packages",
        "Planning", "Profiles",
        "Reporting", "Roots",
        "Terminal", "Writing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags(["-static-executable"], .when(configuration: .release))
      ]),

    // Measures `Scanning` for scripts/bench; no part of what is shipped.
    .executableTarget(
      name: "ScanBench",
      dependencies: [
        "ELF", "Roots", "Scanning", .product(name: "SystemPackage", package: "swift-system"),
      ], path: "Benchmarks/Scan",
      swiftSettings: settings),

    // An in-memory root and temporary directories for the tests of every module.
    .target(
      name: "RootsTesting",
      dependencies: ["CLinux", "Roots", .product(name: "SystemPackage", package: "swift-system")],
      path: "Tests/RootsTesting", swiftSettings: settings),

    // A writer of small ELF files, so that tests need no compiler.
    .target(
      name: "ELFTesting", dependencies: ["ELF"], path: "Tests/ELFTesting",
      swiftSettings: settings),

    // Objects described in words, for the tests of what loads them.
    .target(
      name: "LoadingTesting", dependencies: ["ELF", "Loading", "Roots"],
      path: "Tests/LoadingTesting", swiftSettings: settings),

    // A writer of small archives.
    .target(
      name: "ArchivesTesting", path: "Tests/ArchivesTesting", swiftSettings: settings),

    // The schemas of docs/schemas, for the tests of what writes JSON.
    .target(name: "SchemaTesting", path: "Tests/SchemaTesting", swiftSettings: settings),

    tests("ELF", uses: ["ELFTesting"]),
    tests(
      "Roots",
      uses: ["RootsTesting", .product(name: "SystemPackage", package: "swift-system")]),
    tests("Work"),
    tests("Shell"),
    tests("Scanning"),
    tests("Archives", uses: ["ArchivesTesting", "CZlib"]),
    tests(
      "Images",
      uses: [
        "CChecksum", "CZlib", "Roots", "RootsTesting",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    tests(
      "Loading", uses: ["ELF", "ELFTesting", "Roots", "RootsTesting", "LoadingTesting"],
      data: ["Rules"]),
    tests("Packages", uses: ["Roots", "RootsTesting"]),
    tests("Profiles", uses: ["Roots", "RootsTesting"]),
    tests(
      "Planning",
      uses: [
        "Loading", "Profiles", "ELF", "ELFTesting", "Roots", "RootsTesting", "SchemaTesting",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    tests(
      "Analyzers",
      uses: [
        "Archives", "ArchivesTesting", "Planning", "Loading", "Packages", "Profiles", "ELF",
        "ELFTesting", "Roots", "RootsTesting", "Shell",
      ]),
    tests(
      "Writing",
      uses: [
        "Images", "Planning", "Roots", "RootsTesting",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    tests(
      "Auditing",
      uses: [
        "Planning", "Loading", "ELF", "ELFTesting", "Roots", "RootsTesting", "SchemaTesting",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    tests("Terminal"),
    tests("Contracts", uses: ["ELFTesting", "Planning", "Roots", "RootsTesting"]),
    tests(
      "Comparing", uses: ["Planning", "Roots", "RootsTesting", "SchemaTesting", "Terminal"]),
    tests(
      "Reporting",
      uses: [
        "Analyzers", "Planning", "Loading", "LoadingTesting", "ELF", "ELFTesting", "Roots",
        "RootsTesting", "SchemaTesting", "Terminal",
      ]),
  ]
)
