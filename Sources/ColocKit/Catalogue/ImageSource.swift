/// Where a release's images are published, and what vouches for them.
public struct ImageSource: Sendable, Equatable {
  /// The file for one firmware.
  public struct File: Sendable, Equatable {
    /// What starts the image.
    public let firmware: Firmware
    /// Its name, or how it is found in the listing.
    public let name: FilePattern
  }

  /// Where an image's digest stands.
  public enum Checksum: Sendable, Equatable {
    /// In a list for the whole directory, as sha512sum(1) writes it.
    case list(String)
    /// Alone in a file with this behind the image's name.
    case beside(suffix: String)
  }

  /// The distribution.
  public let os: OperatingSystem
  /// The release.
  public let release: Release
  /// The directory with everything.
  public let directory: WebAddress
  /// The files, the usual one first.
  public let files: [File]
  /// Where the digests stand.
  public let checksum: Checksum
  /// What is behind a signed file's name in the name of its signature; nil where nothing is signed. What is signed is the
  /// list of sums where there is one, else the image.
  public let signatureSuffix: String?
  /// The keyring on this machine that a signature must be of; nil means that none is asked for.
  public let key: String?

  /// Whether a signature is verified before an image enters.
  public var isVerified: Bool { signatureSuffix != nil && key != nil }

  /// The file for a firmware, or the usual one.
  ///
  /// - Throws: `Failure` of kind `usage` naming what there is.
  func file(for firmware: Firmware?) throws(Failure) -> File {
    if let file = files.first(where: { firmware == nil || $0.firmware == firmware }) { return file }
    throw Failure(
      .usage,
      "\(os.rawValue) \(release) has no image for \(firmware?.rawValue ?? "any firmware") in the catalogue",
      hint: "there is: \(files.map(\.firmware.rawValue).joined(separator: ", "))"
    )
  }
}
