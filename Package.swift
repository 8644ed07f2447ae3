// swift-tools-version: 6.2
import PackageDescription

// What every Swift target is held to; warnings are errors for our own code and never for a dependency's.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "coloc",
  products: [
    .executable(name: "coloc", targets: ["coloc"]),
    .library(name: "VirtKit", targets: ["VirtKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    // Subprocess speaks in its FilePath and FileDescriptor.
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CLibvirt", pkgConfig: "libvirt", providers: [.apt(["libvirt-dev"])]),
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CPosix"),
    .target(
      name: "VirtKit",
      dependencies: ["CLibvirt", "CLibxml2"],
      swiftSettings: house + [.strictMemorySafety()]
    ),
    .target(
      name: "ColocKit",
      dependencies: [
        "CPosix",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: house
    ),
    .executableTarget(
      name: "coloc",
      dependencies: [
        "ColocKit",
        "VirtKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house
    ),
    .testTarget(name: "VirtKitTests", dependencies: ["VirtKit"], swiftSettings: house),
    .testTarget(name: "ColocKitTests", dependencies: ["ColocKit"], swiftSettings: house),
    .testTarget(
      name: "ColocTests",
      dependencies: [
        "coloc", "ColocKit", "VirtKit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house
    ),
    .testTarget(
      name: "HostTests",
      dependencies: ["ColocKit", "VirtKit"],
      exclude: ["Fixtures"],
      swiftSettings: house
    ),
  ]
)
