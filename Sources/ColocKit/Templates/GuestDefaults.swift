/// What coloc knows about a distribution before it has seen an image: `templates/OS/defaults.yaml`.
public struct GuestDefaults: Sendable, Equatable {
  /// A release that coloc knows.
  public struct KnownRelease: Sendable, Equatable {
    /// The release, `12` or `3.22`.
    public let release: Release
    /// The distribution's own word for it, as `bookworm`; nil where there is none.
    public let codename: String?
    /// The identifier in libosinfo's database (an URI), for other tools.
    public let osinfo: String
  }

  /// The distribution's name as people write it.
  public let title: String
  /// The account that is made when none is named.
  public let login: LoginName
  /// The least memory with which the template's first boot works.
  public let minimumMemory: ByteCount
  /// The smallest disk that makes sense.
  public let minimumDisk: ByteCount
  /// The virtual size of an image that coloc builds.
  public let imageSize: ByteCount
  /// What starts an image that coloc builds.
  public let firmware: Firmware
  /// The releases, oldest first.
  public let releases: [KnownRelease]

  /// The known release, or nil.
  public subscript(_ release: Release) -> KnownRelease? { releases.first { $0.release == release } }

  /// Reads the defaults of a distribution.
  ///
  /// - Throws: `Failure` of kind `invalidFile` for a missing or unknown key or a wrong value; what
  ///   `TemplateSource.file` throws.
  public init(of os: OperatingSystem, from source: TemplateSource) throws(Failure) {
    let file = try source.file("\(os.rawValue)/defaults.yaml")
    var fields = try DefaultsFields(try Template(file).render([:]), file: file.path)
    title = try fields.text("title")
    login = try fields.value("login")
    minimumMemory = try fields.value("minimum_memory")
    minimumDisk = try fields.value("minimum_disk")
    imageSize = try fields.value("image_size")
    let firmware = try fields.text("firmware")
    guard let firmware = Firmware(rawValue: firmware) else {
      throw Failure(.invalidFile, "\(file.path): firmware: '\(Printable.clean(firmware))' is neither bios nor uefi")
    }
    self.firmware = firmware
    var releases: [KnownRelease] = []
    for entry in try fields.list("releases") {
      var fields = try DefaultsFields(entry, file: file.path)
      releases.append(
        KnownRelease(
          release: try fields.value("release"),
          codename: try fields.optionalText("codename"),
          osinfo: try fields.text("osinfo")
        )
      )
      try fields.finish()
    }
    self.releases = releases
    try fields.finish()
  }
}
