import Foundation

/// The laboratory that `scripts/lab run` puts the host tests in: namespaces, a libvirtd and an /etc of their own.
enum Lab {
  /// Whether this process runs inside one; outside nothing here may touch the machine's libvirt.
  static var isInside: Bool { ProcessInfo.processInfo.environment["COLOC_LAB"] == "1" }

  /// The repository, from where this file was compiled.
  static var root: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
  }

  /// The binary under test: beside the test bundle, or what `COLOC_BINARY` names.
  static var coloc: String {
    if let named = ProcessInfo.processInfo.environment["COLOC_BINARY"] { return named }
    let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appending(path: "coloc").path()
  }

  /// The path of a disk image that `scripts/test-images` has built: `small-guest`, `no-os`, `debian-12`, …
  ///
  /// QEMU's user cannot read it there: a test uploads or copies it. Throws `LabFault` when it is not there.
  static func image(_ name: String) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let caches = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache"
    let directory = environment["COLOC_TEST_CACHE"] ?? caches + "/coloc-test"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    guard let file = files.filter({ $0.hasPrefix(name + "-") && isImage($0.dropFirst(name.count + 1)) }).max() else {
      throw LabFault("no image \(name) in \(directory): scripts/test-images \(name)")
    }
    return directory + "/" + file
  }

  /// A real Alpine cloud image that somebody has, named as Alpine names it: release and firmware are read from there.
  static var alpineImage: String? {
    ProcessInfo.processInfo.environment["COLOC_TEST_ALPINE"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// libvirtd of the lab: `start`, `stop` (SIGTERM) or `kill` (SIGKILL); returns when it is done.
  static func libvirtd(_ verb: String) async throws {
    let outcome = try await run([root + "scripts/lab", "libvirtd", verb])
    guard outcome.status == 0 else { throw LabFault("libvirtd \(verb): \(outcome.stderr)") }
  }

  /// Whether the rest of a file's name is the recipe's digest and the suffix: `small-guest-no-agent` is not `small-guest`.
  private static func isImage(_ rest: Substring) -> Bool {
    rest.count == 22 && rest.hasSuffix(".qcow2") && rest.dropLast(6).allSatisfy(\.isHexDigit)
  }
}
