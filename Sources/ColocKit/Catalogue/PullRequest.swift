/// What the owner typed for `image pull`.
public struct PullRequest: Sendable, Equatable {
  /// The distribution.
  public let os: OperatingSystem
  /// The release; nil takes the newest in the catalogue.
  public let release: Release?
  /// What starts the image; nil takes the catalogue's usual one.
  public let firmware: Firmware?
  /// Whether a newer build of the release is looked for though there is an image at hand.
  public let refresh: Bool

  /// Makes a request.
  public init(os: OperatingSystem, release: Release? = nil, firmware: Firmware? = nil, refresh: Bool = false) {
    self.os = os
    self.release = release
    self.firmware = firmware
    self.refresh = refresh
  }
}
