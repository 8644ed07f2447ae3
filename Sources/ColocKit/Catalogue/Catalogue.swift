/// The images that a distribution publishes, by `templates/OS/images.yaml`: what coloc brings, with the owner's file on top.
public struct Catalogue: Sendable {
  /// The distribution.
  public let os: OperatingSystem
  /// The releases, oldest first.
  public let sources: [ImageSource]
  private let newer: (settings: CatalogueSettings, directory: String)?

  /// Reads the catalogue of a distribution.
  ///
  /// - Throws: `Failure` of kind `invalidFile` with every fault of a file, each with its line; what
  ///   `TemplateSource.layers` throws.
  public init(of os: OperatingSystem, from templates: TemplateSource) throws(Failure) {
    self.os = os
    let files = try templates.layers("\(os.rawValue)/images.yaml")
    var layers: [CatalogueLayer] = []
    for file in files {
      do throws(InvalidDocument) {
        layers.append(try CatalogueLayer(.yaml(Array(file.text.utf8), file: file.path), file: file.path))
      } catch { throw error.failure }
    }
    var common = CatalogueSettings()
    var settings: [Release: CatalogueSettings] = [:]
    for layer in layers {
      // The owner's word for all releases goes before what a file of ours says about one.
      common = common.overridden(by: layer.settings)
      for release in settings.keys { settings[release] = settings[release]?.overridden(by: layer.settings) }
      for entry in layer.entries {
        settings[entry.release] = (settings[entry.release] ?? common).overridden(by: entry.settings)
      }
    }
    var sources: [ImageSource] = []
    var faults: [Fault] = []
    for (release, settings) in settings.sorted(by: { $0.key < $1.key }) {
      switch Self.source(os, release, settings) {
      case .success(let source): sources.append(source)
      case .failure(let missing):
        let line = layers.last?.entries.first { $0.release == release }?.line ?? 1
        faults.append(Fault(path: "releases", line: line, reason: "\(release) has no \(missing.key)"))
      }
    }
    // What is missing in ours is a mistake of ours: an owner's file can only add releases.
    if let file = files.last, !faults.isEmpty { throw InvalidDocument(file: file.path, faults: faults).failure }
    self.sources = sources
    newer = layers.compactMap(\.newer).last.map { (common, $0) }
  }

  /// Where a release is published, or the newest one that is listed.
  ///
  /// - Throws: `Failure` of kind `usage` for a release that is not, with those that are.
  public func source(for release: Release?) throws(Failure) -> ImageSource {
    if let source = release.map({ asked in sources.first { $0.release == asked } }) ?? sources.last { return source }
    if let release, let newer, sources.last.map({ $0.release < release }) ?? true {
      var settings = newer.settings
      settings.directory = newer.directory
      if case .success(let source) = Self.source(os, release, settings) { return source }
    }
    throw Failure(
      .usage,
      "\(os.rawValue) \(release.map(\.description) ?? "") is not in the catalogue of images",
      hints: [
        "known: \(sources.map(\.release.description).joined(separator: ", "))",
        "add it: \(TemplateSource.ownersDirectory)/\(os.rawValue)/images.yaml, as README tells",
      ]
    )
  }

  private struct Missing: Error { let key: String }

  private static func source(
    _ os: OperatingSystem,
    _ release: Release,
    _ settings: CatalogueSettings
  ) -> Result<ImageSource, Missing> {
    guard let base = settings.base else { return .failure(Missing(key: "base")) }
    guard let files = settings.files else { return .failure(Missing(key: "files")) }
    guard let checksum = settings.checksum else { return .failure(Missing(key: "sums_file or sum_suffix")) }
    return .success(
      ImageSource(
        os: os,
        release: release,
        directory: base.appending(settings.directory?.replacing("{release}", with: release.description) ?? ""),
        files: files,
        checksum: checksum,
        signatureSuffix: settings.signatureSuffix,
        key: settings.key
      )
    )
  }
}
