/// The name of an image: distribution, release and the first digits of its digest, as `debian-12-3f9a1c2b`.
public struct ImageName: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "an image name"

  /// The name itself.
  public let description: String

  /// Makes the name of the image with this content.
  public init(os: OperatingSystem, release: Release, digest: Digest) {
    description = "\(os.rawValue)-\(release)-\(digest.description.prefix(8))"
  }

  /// Parses `OS-RELEASE-DIGITS`.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, OperatingSystem(rawValue: parts[0]) != nil, Release(parts[1]) != nil,
      parts[2].utf8.count == 8, parts[2].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { throw Self.fault(text, "is not written like debian-12-3f9a1c2b; see coloc image list") }
    description = text
  }

  /// Orders by bytes.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
