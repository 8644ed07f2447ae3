import Glibc

/// coloc.yaml on disk.
public struct ConfigurationFile: Sendable {
  private let layout: StateLayout

  /// The configuration file of a layout.
  public init(layout: StateLayout) { self.layout = layout }

  /// Reads the configuration; the environment's COLOC_URI goes before the file's `host.uri`.
  ///
  /// - Throws: `Failure(.configuration)` when there is none, or with every fault, each with path and line;
  ///   `.notPermitted` when others may write it.
  public func read(environment: [String: String]) throws(Failure) -> Configuration {
    let path = layout.configuration
    guard let bytes = try DurableFile.read(path, privacy: .readable) else {
      // Whoever tries a rack out must not be led to set the real one up.
      let home = environment["COLOC_HOME"].map { "COLOC_HOME=\(ShellWord.quoted($0)) " } ?? ""
      throw Failure(
        .configuration,
        "there is no configuration at \(Printable.clean(path))",
        hint: "sudo \(home)coloc init"
      )
    }
    var configuration = try parse(bytes)
    guard let uri = environment["COLOC_URI"] else { return configuration }
    let faults = FaultList()
    guard case .success(let parsed) = Shape.uri.read(DocumentNode(.string(uri), line: 1), "COLOC_URI", faults) else {
      throw Failure(.configuration, "COLOC_URI: " + faults.faults.map(\.reason).joined())
    }
    configuration.host.uri = parsed
    return configuration
  }

  /// Writes the configuration with its comments where none is, mode 0600.
  ///
  /// - Throws: `Failure(.cannotCreate)` when there is one already.
  public func create(_ configuration: Configuration) throws(Failure) {
    let bytes = Array(configuration.rendered.utf8)
    let again = try parse(bytes)
    guard again == configuration else {
      throw Failure(.unexpected, "refusing to write a configuration that reads back as another one")
    }
    try DurableFile.create(bytes, at: layout.configuration)
  }

  /// Whether there is a configuration, readable or not.
  public func exists() throws(Failure) -> Bool {
    try DurableFile.read(layout.configuration, privacy: .readable) != nil
  }

  /// Whether something stands at its place, whatever its mode.
  public func isThere() -> Bool { access(layout.configuration, F_OK) == 0 }

  private func parse(_ bytes: [UInt8]) throws(Failure) -> Configuration {
    let path = layout.configuration
    do throws(InvalidDocument) {
      let node = try DocumentNode.yaml(bytes, file: path)
      let configuration = try Configuration(node, file: path)
      let faults = misplaced(configuration, node)
      guard faults.isEmpty else { throw InvalidDocument(file: path, faults: faults) }
      return configuration
    } catch {
      throw error.failure(as: .configuration)
    }
  }

  /// Directories that QEMU's user must enter and never could below the state's 0700.
  private func misplaced(_ configuration: Configuration, _ node: DocumentNode) -> [Fault] {
    [(["pool", "path"], configuration.pool.path), (["points"], configuration.points)].compactMap { keys, path in
      guard path == layout.root || path.hasPrefix("\(layout.root)/") else { return nil }
      let reason = "lies in the state directory \(layout.root), which QEMU's user cannot enter"
      return Fault(path: keys.joined(separator: "."), line: node.line(at: keys), reason: reason)
    } + pooled(configuration, node)
  }

  /// Snapshots in the pool would be volumes of it, and fall with the disk that they are to replace.
  private func pooled(_ configuration: Configuration, _ node: DocumentNode) -> [Fault] {
    let (points, pool) = (configuration.points, configuration.pool.path)
    guard points == pool || points.hasPrefix("\(pool)/") || pool.hasPrefix("\(points)/") else { return [] }
    let reason =
      "and the pool (\(pool)) lie in each other: snapshots need a directory of their own, best on another disk"
    return [Fault(path: "points", line: node.line(at: ["points"]), reason: reason)]
  }
}
